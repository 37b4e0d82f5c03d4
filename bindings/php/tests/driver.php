<?php

// Jobs of bindings/cases.py, through the PHP package.
require dirname(__DIR__) . '/src/Superbill.php';

use Superbill\{Book, ClaimFile, Encounter};

function pieces(string $path): Generator
{
    $f = fopen($path, 'rb');
    while (!feof($f)) {
        yield fread($f, 65536);
    }
    fclose($f);
}

function run_job(array $job, array &$books): void
{
    $book = $books[implode("\n", $job['books'])] ??= new Book($job['books']);
    $visit = new Encounter($book, $job['options']);
    $file = new ClaimFile($job['claims'], $job['options']);
    $read = fn (?string $path) => $path === null ? null : file_get_contents($path);
    $out = fopen($job['out'], 'wb');
    $claims = 0;
    foreach ($visit->lines(pieces($job['input']), $job['format'], $read($job['map']), $read($job['defaults'])) as $line) {
        fwrite($out, $line . "\n");
        for ($i = 0; $i < $visit->claimCount(); $i++) {
            $claims += (int) $file->add($visit, $i);
        }
    }
    fclose($out);
    if ($claims) {
        file_put_contents($job['claims_out'], $file->finish());
    }
}

$books = [];
while (($line = fgets(STDIN)) !== false) {
    try {
        run_job(json_decode($line, true, 512, JSON_THROW_ON_ERROR), $books);
        echo "ok\n";
    } catch (Throwable $e) {
        echo get_class($e), ': ', str_replace("\n", ' ', $e->getMessage()), "\n";
    }
}
