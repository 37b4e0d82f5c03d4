package org.superbill;

import com.sun.jna.Pointer;

/**
 * A call that could not be done. What is wrong with a record is a finding in its result. Its text never holds a
 * patient's data.
 */
public final class SuperbillException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String source;
    private final int line;
    private final int column;

    SuperbillException(int status, String message) {
        this(status, message, "", 0, 0);
    }

    private SuperbillException(int status, String message, String source, int line, int column) {
        super((source.isEmpty() ? "" : source + (line > 0 ? ":" + line : "") + ": ") + message);
        this.status = status;
        this.source = source;
        this.line = line;
        this.column = column;
    }

    static SuperbillException taken(int status, Pointer e) {
        if (e == null) {
            return new SuperbillException(status, "status " + status);
        }
        Native lib = Superbill.LIB;
        try {
            return new SuperbillException(status, lib.sbill_error_message(e).getString(0, "UTF-8"),
                    lib.sbill_error_source(e).getString(0, "UTF-8"), lib.sbill_error_line(e), lib.sbill_error_column(e));
        } finally {
            lib.sbill_error_free(e);
        }
    }

    /** One of the SBILL_E numbers of superbill.h. */
    public int status() {
        return status;
    }

    /** The file it is about, "" if none. */
    public String source() {
        return source;
    }

    /** From 1; 0 if not known. */
    public int line() {
        return line;
    }

    /** From 1; 0 if not known. */
    public int column() {
        return column;
    }
}
