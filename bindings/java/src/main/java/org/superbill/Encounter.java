package org.superbill;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A record on its way; reused from record to record. One thread at a time. */
public final class Encounter extends Handle {
    private static final int PIECE = 1 << 16;
    private final Map<String, String> settings;

    /** Evidence offsets count UTF-16 units, as String does. */
    public Encounter(Book book) {
        this(book, Map.of());
    }

    /** Settings by the names of superbill.h: as-of, severity.2103, offset-unit ... */
    public Encounter(Book book, Map<String, String> settings) {
        super(open(book, withUnit(settings)), Superbill.LIB::sbill_encounter_free);
        this.settings = withUnit(settings);
    }

    private static Map<String, String> withUnit(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("offset-unit", "utf16");
        return all;
    }

    private static Pointer open(Book book, Map<String, String> settings) {
        try (Options o = new Options(settings)) {
            return make((out, err) -> Superbill.LIB.sbill_encounter_new(book.at(), o.at(), out, err));
        }
    }

    /** One record (JSON) through all stages; the result as one line of JSON. */
    public String run(String record) {
        return new String(run(record.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    public byte[] run(byte[] record) {
        return line((at, n, err) -> Superbill.LIB.sbill_run_json(at(), record, new Native.SizeT(record.length), at, n, err));
    }

    /**
     * Result lines of a stream in any format ("ndjson", "json", "csv", "x12", "auto"), as they come. While a line is at
     * hand the encounter holds its record. map and defaults: what a table is read with, else null.
     */
    public void read(InputStream in, String format, byte[] map, byte[] defaults, Consumer<byte[]> take) throws IOException {
        Native lib = Superbill.LIB;
        Pointer reader;
        try (Options o = new Options(settings)) {
            reader = make((out, err) -> lib.sbill_reader_new(Native.z(format), o.at(), out, err));
        }
        try {
            give(reader, "map", map);
            give(reader, "defaults", defaults);
            byte[] piece = new byte[PIECE];
            for (int n; (n = in.read(piece)) > 0;) {
                Native.SizeT size = new Native.SizeT(n);
                call(err -> lib.sbill_reader_feed(reader, piece, size, err));
                drain(reader, take);
            }
            lib.sbill_reader_close(reader);
            drain(reader, take);
        } finally {
            lib.sbill_reader_free(reader);
        }
    }

    private static void give(Pointer reader, String what, byte[] bytes) {
        if (bytes != null) {
            call(err -> Superbill.LIB.sbill_reader_give(reader, Native.z(what), Native.z(what), bytes,
                    new Native.SizeT(bytes.length), err));
        }
    }

    private void drain(Pointer reader, Consumer<byte[]> take) {
        for (byte[] line; (line = line((at, n, err) -> Superbill.LIB.sbill_run_next(reader, at(), at, n, err))) != null;) {
            take.accept(line);
        }
    }

    /** A record that cannot be read has its line too; null: no more records now. */
    private static byte[] line(Telling telling) {
        PointerByReference at = new PointerByReference();
        PointerByReference err = new PointerByReference();
        Native.SizeTByReference n = new Native.SizeTByReference();
        int status = telling.run(at, n, err);
        if (status == Native.MORE || status == Native.END) {
            return null;
        }
        if (status < 0 && (at.getValue() == null || (status != Native.EINPUT && status != Native.ELIMIT))) {
            throw SuperbillException.taken(status, err.getValue());
        }
        Superbill.LIB.sbill_error_free(err.getValue());
        return at.getValue().getByteArray(0, n.get());
    }

    /** The stages once more, after decisions. */
    public String again() {
        call(err -> Superbill.LIB.sbill_encounter_run(at(), err));
        return new String(text((at, n, err) -> Superbill.LIB.sbill_encounter_result(at(), at, n, err)), StandardCharsets.UTF_8);
    }

    /** The record with suggestions and decisions in it, as JSON. */
    public String record() {
        return new String(text((at, n, err) -> Superbill.LIB.sbill_encounter_record(at(), at, n, err)), StandardCharsets.UTF_8);
    }

    /** kind: "diagnosis" or "line"; decision: "confirmed" or "rejected"; when: an ISO date or date and time. */
    public void decide(String kind, int index, String decision, String by, String when, String reason) {
        int item = kind.equals("diagnosis") ? 1 : kind.equals("line") ? 2 : 0;
        call(err -> Superbill.LIB.sbill_decide(at(), item, new Native.SizeT(index), Native.z(decision), Native.z(by),
                Native.z(when), Native.z(reason), err));
    }

    public int claimCount() {
        return Superbill.LIB.sbill_count(at(), Native.ITEM_CLAIM).intValue();
    }
}
