package org.superbill;

import java.util.Map;

/** Settings by the names of superbill.h: as-of, severity.2103, strict ... */
final class Options extends Handle {
    Options(Map<String, String> settings) {
        super(make(Superbill.LIB::sbill_options_new), Superbill.LIB::sbill_options_free);
        settings.forEach((name, value) -> call(
                err -> Superbill.LIB.sbill_options_set(at(), Native.z(name), Native.z(value), err)));
    }
}
