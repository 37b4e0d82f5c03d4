"""What the Python package does beyond passing the cases: errors, units of offsets, threads, leaks, neighbours.

usage: test_superbill.py BOOK      (superbill importable)
"""
import gc
import json
import os
import resource
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

import superbill

ROOT = Path(__file__).resolve().parents[3]
BOOK = sys.argv.pop(1) if len(sys.argv) > 1 else str(ROOT / "build" / "us-starter.sbk")
EXAMPLE = (ROOT / "examples" / "03-possible-pneumonia.json").read_bytes()


def with_note(text):
    record = json.loads(EXAMPLE)
    record["notes"][0]["text"] = text
    return record


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.book = superbill.Book(BOOK)

    @classmethod
    def tearDownClass(cls):
        cls.book.close()

    def test_a_record_in_any_spelling(self):
        line = self.book.run_json(EXAMPLE)
        self.assertEqual(line, self.book.run_json(EXAMPLE.decode()))
        self.assertEqual(json.loads(line), self.book.run(json.loads(EXAMPLE)))
        lines = self.book.run_ndjson(json.dumps(json.loads(EXAMPLE)).encode() + b"\n{\n")
        self.assertEqual(lines.splitlines()[0], line)
        self.assertEqual(json.loads(lines.splitlines()[1])["outcome"], "unreadable")

    def test_errors_have_a_code_and_a_place(self):
        with self.assertRaises(superbill.Error) as caught:
            superbill.Book("/nowhere/at all.sbk")
        self.assertEqual((caught.exception.code, caught.exception.source), ("file", "/nowhere/at all.sbk"))
        with self.assertRaises(superbill.Error) as caught:
            superbill.Book(str(ROOT / "README.md"))
        self.assertEqual(caught.exception.code, "book")
        for options in ({"as_of": "yesterday"}, {"nothing": 1}, {"severity_2103": "loud"}):
            with self.assertRaises(superbill.Error) as caught:
                self.book.encounter(**options)
            self.assertEqual(caught.exception.code, "wrong-call")
        with self.assertRaises(superbill.Error):
            self.book.code("E11.9", system="none")
        closed = superbill.Book(BOOK)
        closed.close()
        with self.assertRaises(superbill.Error):
            closed.run(EXAMPLE)

    def test_offsets_are_those_of_str(self):
        for text in ("ASSESSMENT: Pneumonia.", "René \U0001f600 ASSESSMENT: Pneumonia.", "é" * 40 + ". ASSESSMENT: Pneumonia."):
            result = self.book.run(with_note(text))
            spans = [s for d in result["diagnoses"] for s in d["evidence"]]
            self.assertTrue(spans)
            for span in spans:
                self.assertEqual(text[span["start"]:span["end"]], span["text"])

    def test_codes(self):
        code = self.book.code("e1122", on="2025-11-01")
        self.assertEqual((code["code"], code["billable"]), ("E11.22", True))
        found = self.book.search("chronic kidney stage 3b", system="icd10cm", on="2025-11-01")
        self.assertEqual(found[0].code, "N18.32")

    def test_a_person_decides(self):
        with self.book.encounter() as visit:
            self.assertEqual(visit.run(EXAMPLE)["outcome"], "draft")
            with self.assertRaises(superbill.Error) as caught:
                superbill.ClaimFile("x12-837p").add(visit)
            self.assertEqual(caught.exception.code, "refused")
            visit.decide("diagnosis", 0, "confirmed", "A. Coder", "2025-12-03", "read")
            self.assertEqual(visit.again()["outcome"], "ready")
            self.assertEqual(visit.record()["diagnoses"][0]["status"], "confirmed")
            with superbill.ClaimFile("x12-837p") as file:
                file.add(visit)
                self.assertTrue(file.finish().startswith(b"ISA*"))

    def test_two_threads_share_a_book(self):
        want, wrong = self.book.run_json(EXAMPLE), []

        def work():
            for _ in range(300):
                if self.book.run_json(EXAMPLE) != want:
                    wrong.append(1)
        threads = [threading.Thread(target=work) for _ in range(2)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(wrong, [])

    def test_the_lock_of_the_interpreter_is_released(self):
        """Another thread counts while a call of some length runs."""
        counted, stop = [0], threading.Event()

        def count():
            while not stop.is_set():
                counted[0] += 1
        record = json.dumps(with_note("No fever. Possible pneumonia. " * 20000)).encode()
        thread = threading.Thread(target=count)
        thread.start()
        before, began = counted[0], time.perf_counter()
        self.book.run_json(record)
        took, after = time.perf_counter() - began, counted[0]
        stop.set()
        thread.join()
        self.assertGreater(took, 0.001)
        self.assertGreater(after - before, 100)

    def test_nothing_leaks(self):
        rounds = int(os.environ.get("SUPERBILL_LOOPS", "100000"))

        def loop(n):
            for _ in range(n):
                self.book.run_json(EXAMPLE)
                self.book.code("E11.9", on="2025-11-01")
                self.book.run_json(b"{")
            for _ in range(n // 20):
                with self.book.encounter(as_of="2025-12-31") as e, superbill.ClaimFile("fhir-xml") as f:
                    e.run_json(EXAMPLE)
                    f.add(e)
                    f.finish()
                try:
                    superbill.Book("/nowhere")
                except superbill.Error:
                    pass
            gc.collect()
        loop(rounds // 10)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        loop(rounds)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        self.assertLess(grown, 4096, "KiB more at the peak")

    def test_beside_lxml(self):
        """Another libxml2 in the process, with handlers of its own, is not touched."""
        try:
            from lxml import etree
        except ImportError:
            self.skipTest("no lxml")
        self.book.run_json(EXAMPLE)
        with self.assertRaises(etree.XMLSyntaxError):
            etree.fromstring(b"<a><b></a>")
        with superbill.ClaimFile("fhir-xml") as f, self.book.encounter() as e:
            e.run_json(EXAMPLE)
            f.add(e)
            self.assertEqual(etree.fromstring(f.finish()).tag, "{http://hl7.org/fhir}Bundle")
        with self.assertRaises(etree.XMLSyntaxError):
            etree.fromstring(b"<a><b></a>")

    def test_the_readme(self):
        block = (ROOT / "bindings/python/README.md").read_text().split("```python\n")[1].split("```")[0]
        block = block.replace('"us-starter.sbk"', repr(BOOK))
        done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.splitlines()[0], "draft")
        self.assertEqual(done.stdout.splitlines()[-1], "True")


unittest.main()
