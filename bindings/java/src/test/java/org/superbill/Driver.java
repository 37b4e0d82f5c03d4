package org.superbill;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Jobs of bindings/cases.py, through the Java package. */
final class Driver {
    private Driver() {
    }

    private static byte[] read(String path) throws IOException {
        return path == null ? null : Files.readAllBytes(Path.of(path));
    }

    private static void run(String[] words, Map<List<String>, Book> books) throws IOException {
        Map<String, String> job = new HashMap<>();
        Map<String, String> settings = new HashMap<>(Map.of("offset-unit", "bytes"));
        List<String> paths = new ArrayList<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (words[i].equals("book")) {
                paths.add(words[i + 1]);
            } else if (words[i].equals("option")) {
                String[] pair = words[i + 1].split("=", 2);
                settings.put(pair[0], pair[1]);
            } else {
                job.put(words[i], words[i + 1]);
            }
        }
        Book book = books.computeIfAbsent(paths, p -> new Book(p, Map.of()));
        boolean[] claims = {false};
        try (Encounter visit = new Encounter(book, settings);
                ClaimFile file = new ClaimFile(job.get("claims"), settings);
                InputStream in = Files.newInputStream(Path.of(job.get("input")));
                OutputStream out = Files.newOutputStream(Path.of(job.get("out")))) {
            visit.read(in, job.get("format"), read(job.get("map")), read(job.get("defaults")), line -> {
                try {
                    out.write(line);
                    out.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                for (int i = 0; i < visit.claimCount(); i++) {
                    claims[0] |= file.add(visit, i);
                }
            });
            if (claims[0]) {
                Files.write(Path.of(job.get("claims_out")), file.finish());
            }
        }
    }

    public static void main(String[] args) throws IOException {
        Map<List<String>, Book> books = new HashMap<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null;) {
            try {
                run(line.split("\t"), books);
                System.out.println("ok");
            } catch (IOException | RuntimeException e) {
                System.out.println(String.valueOf(e).replace('\n', ' '));
            }
        }
    }
}
