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

function run_job(array $words, array &$books): void
{
    $job = $paths = $settings = [];
    foreach (array_chunk($words, 2) as [$name, $value]) {
        if ($name === 'book') {
            $paths[] = $value;
        } elseif ($name === 'option') {
            [$option, $set] = explode('=', $value, 2);
            $settings[$option] = $set;
        } else {
            $job[$name] = $value;
        }
    }
    $book = $books[implode("\n", $paths)] ??= new Book($paths);
    $visit = new Encounter($book, $settings);
    $file = new ClaimFile($job['claims'], $settings);
    $read = fn (string $what) => isset($job[$what]) ? file_get_contents($job[$what]) : null;
    $out = fopen($job['out'], 'wb');
    $claims = 0;
    foreach ($visit->lines(pieces($job['input']), $job['format'], $read('map'), $read('defaults')) as $line) {
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
        run_job(explode("\t", rtrim($line, "\n")), $books);
        echo "ok\n";
    } catch (Throwable $e) {
        echo get_class($e), ': ', str_replace("\n", ' ', $e->getMessage()), "\n";
    }
}
