package org.superbill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the package does beyond passing the cases (the script `test`). */
class SuperbillTest {
    private static final Path ROOT = Path.of(System.getProperty("superbill.root", "../.."));
    private static final String PATH = ROOT.resolve("build/us-starter.sbk").toString();
    private static byte[] example;
    private static Book book;

    @BeforeAll
    static void open() throws IOException {
        example = Files.readAllBytes(ROOT.resolve("examples/03-possible-pneumonia.json"));
        book = new Book(PATH);
    }

    @AfterAll
    static void close() {
        book.close();
    }

    @Test
    void aRecordIsRun() {
        String result = book.run(new String(example, StandardCharsets.UTF_8));
        assertTrue(result.contains("\"outcome\":\"draft\""));
        assertTrue(book.run("{").contains("\"outcome\":\"unreadable\""));
        assertEquals("0.1.0", Superbill.version());
    }

    @Test
    void errorsHaveAStatusAndAPlace() {
        SuperbillException e = assertThrows(SuperbillException.class, () -> new Book("/nowhere.sbk"));
        assertEquals(-4, e.status());
        assertEquals("/nowhere.sbk", e.source());
        assertEquals(-5, assertThrows(SuperbillException.class, () -> new Book(ROOT.resolve("README.md").toString())).status());
        assertThrows(SuperbillException.class, () -> new Encounter(book, Map.of("as-of", "yesterday")));
        assertThrows(SuperbillException.class, () -> book.code("E11.9", "none", null));
        Book closed = new Book(PATH);
        closed.close();
        closed.close();
        assertThrows(SuperbillException.class, () -> closed.run("{}"));
    }

    @Test
    void offsetsAreThoseOfString() {
        String note = "Ren\u00e9 \ud83d\ude00 ASSESSMENT: Pneumonia.";
        String record = new String(example, StandardCharsets.UTF_8).replaceFirst("\"text\": *\"(?:[^\"\\\\]|\\\\.)*\"",
                Matcher.quoteReplacement("\"text\":\"" + note + "\""));
        try (Encounter visit = new Encounter(book)) {
            Matcher m = Pattern.compile("\"start\":(\\d+),\"end\":(\\d+),\"text\":\"([^\"]*)\"").matcher(visit.run(record));
            assertTrue(m.find());
            assertEquals(m.group(3), note.substring(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))));
        }
    }

    @Test
    void codes() {
        assertTrue(book.code("e1122", "icd10cm", LocalDate.of(2025, 11, 1)).contains("\"code\":\"E11.22\""));
        assertEquals("N18.32", book.search("chronic kidney stage 3b", LocalDate.of(2025, 11, 1), 10).get(0).code);
        assertTrue(book.info().startsWith("{"));
        book.verify();
    }

    @Test
    void aPersonDecides() {
        try (Encounter visit = new Encounter(book, Map.of("as-of", "2025-12-31")); ClaimFile early = new ClaimFile("x12-837p");
                ClaimFile file = new ClaimFile("x12-837p")) {
            visit.run(example);
            assertFalse(early.add(visit, 0));
            visit.decide("diagnosis", 0, "confirmed", "A. Coder", "2025-12-03", "read");
            assertTrue(visit.again().contains("\"outcome\":\"ready\""));
            assertTrue(visit.record().contains("confirmed"));
            assertTrue(file.add(visit, 0));
            assertTrue(new String(file.finish(), StandardCharsets.US_ASCII).startsWith("ISA*"));
        }
    }

    @Test
    void threadsShareABook() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<Future<byte[]>> all = new ArrayList<>();
        Callable<byte[]> work = () -> {
            try (Encounter visit = new Encounter(book)) {
                byte[] last = null;
                for (int i = 0; i < 200; i++) {
                    last = visit.run(example);
                }
                return last;
            }
        };
        all.add(pool.submit(work));
        all.add(pool.submit(work));
        assertArrayEquals(all.get(0).get(), all.get(1).get());
        pool.shutdown();
    }

    @Test
    void nothingLeaks() throws IOException {
        loop(5000);
        long before = resident();
        loop(Integer.getInteger("superbill.loops", 100000));
        // The heap is fixed; the compiler of the JVM takes some. A result kept a loop would be 300 MB.
        assertTrue(resident() - before < 64 * 1024, "KiB more: " + (resident() - before));
    }

    private static void loop(int n) {
        try (Encounter visit = new Encounter(book)) {
            for (int i = 0; i < n; i++) {
                visit.run(example);
                if (i % 50 == 0) {
                    try (Encounter e = new Encounter(book); ClaimFile f = new ClaimFile("fhir-xml")) {
                        e.run(example);
                        f.add(e, 0);
                        f.finish();
                    }
                }
            }
        }
    }

    private static long resident() throws IOException {
        System.gc();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }
}
