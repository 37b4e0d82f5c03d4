package org.superbill;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Code sets, rules, payers and fees. It never changes; any number of threads may share it. */
public final class Book extends Handle {
    /** A code that a search found. */
    public static final class Found {
        public final String code;
        public final String title;

        Found(String code, String title) {
            this.code = code;
            this.title = title;
        }
    }

    /** One book, or several of which later ones are asked first. */
    public Book(String... paths) {
        this(List.of(paths), Map.of());
    }

    public Book(List<String> paths, Map<String, String> settings) {
        super(open(paths, settings), Superbill.LIB::sbill_book_free);
    }

    private static Pointer open(List<String> paths, Map<String, String> settings) {
        List<Pointer> layers = new ArrayList<>();
        try (Options o = new Options(settings)) {
            for (String path : paths) {
                layers.add(make((out, err) -> Superbill.LIB.sbill_book_open(Native.z(path), o.at(), out, err)));
            }
            if (layers.size() == 1) {
                return layers.remove(0);
            }
            Pointer[] each = layers.toArray(new Pointer[0]);
            return make((out, err) -> Superbill.LIB.sbill_book_stack(each, new Native.SizeT(each.length), o.at(), out, err));
        } finally {
            layers.forEach(Superbill.LIB::sbill_book_free);
        }
    }

    /** One record (JSON) through all stages, in room of its own; for many, use an Encounter. */
    public String run(String record) {
        try (Encounter e = new Encounter(this)) {
            return e.run(record);
        }
    }

    /** All that is known of a code on a date of service, as JSON; null stands for the newest release. */
    public String code(String code, String system, LocalDate on) {
        byte[] word = code.getBytes(StandardCharsets.UTF_8);
        int number = Superbill.LIB.sbill_system_from_name(Native.z(system));
        if (number == 0) {
            throw new SuperbillException(Native.EINVAL, "no such code system: " + system);
        }
        return report((out, err) -> Superbill.LIB.sbill_code_json(at(), number, word, new Native.SizeT(word.length), day(on),
                out, err));
    }

    /** Codes whose title or inclusion terms hold all the words or their beginnings, best first. */
    public List<Found> search(String words, LocalDate on, int most) {
        Native lib = Superbill.LIB;
        byte[] typed = words.getBytes(StandardCharsets.UTF_8);
        long[] refs = new long[most];
        Native.SizeTByReference count = new Native.SizeTByReference();
        call(err -> lib.sbill_code_search(at(), 0, typed, new Native.SizeT(typed.length), day(on), refs, new Native.SizeT(most),
                count, err));
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < Math.min(most, count.get()); i++) {
            byte[] room = new byte[32];
            int n = lib.sbill_code_print(at(), refs[i], room, new Native.SizeT(room.length)).intValue();
            Native.SizeTByReference len = new Native.SizeTByReference();
            byte[] title = lib.sbill_code_title(at(), refs[i], len).getByteArray(0, len.get());
            found.add(new Found(new String(room, 0, n, StandardCharsets.US_ASCII), new String(title, StandardCharsets.UTF_8)));
        }
        return found;
    }

    /** What is in it, as JSON. */
    public String info() {
        return report((out, err) -> Superbill.LIB.sbill_book_info(at(), out, err));
    }

    /** Reads every byte; the exception names the first damaged part. */
    public void verify() {
        call(err -> Superbill.LIB.sbill_book_verify(at(), err));
    }

    private static int day(LocalDate on) {
        return on == null ? Native.NONE32 : Math.toIntExact(on.toEpochDay());
    }
}
