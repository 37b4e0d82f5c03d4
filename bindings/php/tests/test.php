<?php

// What the PHP package does beyond passing the cases. usage: php test.php BOOK COMMAND
require dirname(__DIR__) . '/src/Superbill.php';

use Superbill\{Book, ClaimFile, Encounter, Engine, Error, Worker};

[, $path, $command] = $argv;
$root = dirname(__DIR__, 3);
$example = file_get_contents("$root/examples/03-possible-pneumonia.json");
$passed = $failed = 0;

function check(bool $good, string $what): void
{
    global $passed, $failed;
    $good ? $passed++ : $failed++;
    if (!$good) {
        echo "FAIL $what\n";
    }
}

function status_of(callable $do): int
{
    try {
        $do();
    } catch (Error $e) {
        return $e->status;
    }
    return 0;
}

$book = new Book($path);
$line = $book->run($example);
check(json_decode($line, true)['outcome'] === 'draft', 'a record is run');
$flat = json_encode(json_decode($example), JSON_UNESCAPED_UNICODE) . "\n";
$lines = explode("\n", $book->runNdjson($flat . "{\n"));
check($lines[0] === $line && json_decode($lines[1], true)['outcome'] === 'unreadable', 'lines in, lines out');

$worker = new Worker($path, $command);
check($worker->run($example) === $line, 'the command says the same');
check($worker->runNdjson($flat) === $book->runNdjson($flat), 'the command says the same of lines');
check(Engine::open($path) instanceof Book, 'the library is taken where it can be');
check(status_of(fn () => (new Worker($path, '/bin/false-command'))->run($example)) !== 0, 'no command is an error');

check(status_of(fn () => new Book('/nowhere.sbk')) === -4, 'a missing file');
check(status_of(fn () => new Book("$root/README.md")) === -5, 'not a book');
check(status_of(fn () => new Encounter($book, ['as-of' => 'yesterday'])) === -2, 'a wrong setting');
check(status_of(fn () => $book->code('E11.9', 'none')) === -2, 'no such system');
check(status_of(fn () => $book->code('E11.9', 'icd10cm', '1 May')) === -2, 'no such date');
try {
    new Book('/nowhere.sbk');
} catch (Error $e) {
    check($e->source === '/nowhere.sbk' && str_contains($e->getMessage(), 'no such file'), 'an error has its place');
}
check($book->code('e1122', 'icd10cm', '2025-11-01')['code'] === 'E11.22', 'a code');
check($book->search('chronic kidney stage 3b', 'icd10cm', '2025-11-01')[0][0] === 'N18.32', 'a search');
check(count($book->info()) > 0, 'what is in a book');

$record = json_decode($example, true);
$record['notes'][0]['text'] = "René \u{1F600} ASSESSMENT: Pneumonia.";
$spans = json_decode($book->run(json_encode($record)), true)['diagnoses'][0]['evidence'];
check($spans !== [], 'evidence');
foreach ($spans as $s) {
    check(substr($record['notes'][0]['text'], $s['start'], $s['end'] - $s['start']) === $s['text'], 'offsets are those of strings');
}

$visit = new Encounter($book, ['as-of' => '2025-12-31']);
$visit->run($example);
check((new ClaimFile('x12-837p'))->add($visit) === false, 'a draft does not go out');
$visit->decide('diagnosis', 0, 'confirmed', 'A. Coder', '2025-12-03', 'read');
check(json_decode($visit->again(), true)['outcome'] === 'ready', 'a person decides');
$file = new ClaimFile('x12-837p');
check($file->add($visit) && str_starts_with($file->finish(), 'ISA*'), 'a claim');

if (extension_loaded('dom')) {
    libxml_use_internal_errors(true);
    $dom = new DOMDocument();
    $dom->loadXML('<a><b></a>');
    $before = count(libxml_get_errors());
    libxml_clear_errors();
    $book->run($example);
    check(count(libxml_get_errors()) === 0, "PHP's libxml2 hears nothing of ours");
    $dom->loadXML('<a><b></a>');
    check(count(libxml_get_errors()) === $before, "PHP's libxml2 is as it was");
} else {
    echo "SKIPPED PHP's own libxml2: no extension dom\n";
}

$memory = function (): int {
    preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $m);
    return (int) $m[1];
};
$loop = function (int $n) use ($book, $example) {
    for ($i = 0; $i < $n; $i++) {
        $book->run($example);
        $book->run('{');
        if ($i % 20 === 0) {
            $e = new Encounter($book);
            $e->run($example);
            $f = new ClaimFile('fhir-xml');
            $f->add($e);
            $f->finish();
            status_of(fn () => new Book('/nowhere'));
        }
    }
    gc_collect_cycles();
};
$loop(5000);
$before = $memory();
$loop((int) (getenv('SUPERBILL_LOOPS') ?: 100000));
check($memory() - $before < 4096, 'nothing leaks: ' . ($memory() - $before) . ' KiB more');
echo "php: $passed passed, $failed failed\n";
exit($failed ? 1 : 0);
