package org.superbill;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Something of the library's: freed by close(), or when nothing refers to it any more. */
abstract class Handle implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();
    private final Cleaner.Cleanable freeing;
    private Pointer at;

    Handle(Pointer at, Consumer<Pointer> free) {
        this.at = at;
        this.freeing = CLEANER.register(this, () -> free.accept(at));
    }

    final Pointer at() {
        if (at == null) {
            throw new SuperbillException(Native.EINVAL, "this " + getClass().getSimpleName() + " is closed");
        }
        return at;
    }

    @Override
    public void close() {
        at = null;
        freeing.clean();
    }

    // ---- calls with an error at the end ----

    interface Call {
        int run(PointerByReference err);
    }

    interface Making {
        int run(PointerByReference out, PointerByReference err);
    }

    interface Telling {
        int run(PointerByReference at, Native.SizeTByReference n, PointerByReference err);
    }

    static int call(Call call) {
        PointerByReference err = new PointerByReference();
        int status = call.run(err);
        if (status < 0) {
            throw SuperbillException.taken(status, err.getValue());
        }
        return status;
    }

    static Pointer make(Making making) {
        PointerByReference out = new PointerByReference();
        call(err -> making.run(out, err));
        return out.getValue();
    }

    static byte[] text(Telling telling) {
        PointerByReference at = new PointerByReference();
        Native.SizeTByReference n = new Native.SizeTByReference();
        call(err -> telling.run(at, n, err));
        return at.getValue().getByteArray(0, n.get());
    }

    static String report(Making making) {
        Native lib = Superbill.LIB;
        Pointer report = make(making);
        try {
            Native.SizeTByReference n = new Native.SizeTByReference();
            return new String(lib.sbill_report_text(report, n).getByteArray(0, n.get()), StandardCharsets.UTF_8);
        } finally {
            lib.sbill_report_free(report);
        }
    }
}
