package org.superbill;

import com.sun.jna.Pointer;
import java.util.Map;

/** One claim file, which may hold many claims: "fhir-xml", "x12-837p", "x12-837d" ... */
public final class ClaimFile extends Handle {
    public ClaimFile(String format) {
        this(format, Map.of());
    }

    public ClaimFile(String format, Map<String, String> settings) {
        super(open(format, settings), Superbill.LIB::sbill_file_free);
    }

    private static Pointer open(String format, Map<String, String> settings) {
        try (Options o = new Options(settings)) {
            return make((out, err) -> Superbill.LIB.sbill_file_new(Native.z(format), o.at(), out, err));
        }
    }

    /** False for a claim that cannot go: a finding stops it, it waits, or the format cannot say draft. */
    public boolean add(Encounter encounter, int claim) {
        try {
            call(err -> Superbill.LIB.sbill_file_add(at(), encounter.at(), new Native.SizeT(claim), err));
        } catch (SuperbillException e) {
            if (e.status() == Native.EREFUSED) {
                return false;
            }
            throw e;
        }
        return true;
    }

    public byte[] finish() {
        return text((at, n, err) -> Superbill.LIB.sbill_file_finish(at(), at, n, err));
    }
}
