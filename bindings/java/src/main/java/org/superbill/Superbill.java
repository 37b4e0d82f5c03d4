package org.superbill;

import com.sun.jna.Library;
import java.util.Map;

/** The library itself. -Dsuperbill.library.path names a file instead of the one inside the jar, or the machine's. */
public final class Superbill {
    static final Native LIB = load();

    private Superbill() {
    }

    public static String version() {
        return LIB.sbill_version().getString(0, "UTF-8");
    }

    private static Native load() {
        String path = System.getProperty("superbill.library.path");
        Native lib = com.sun.jna.Native.load(path == null ? "superbill" : path, Native.class,
                Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
        if (lib.sbill_abi_version() != Native.ABI) {
            throw new UnsatisfiedLinkError("this jar speaks ABI " + Native.ABI + " of the superbill library, not "
                    + lib.sbill_abi_version());
        }
        return lib;
    }
}
