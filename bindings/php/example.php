<?php

require __DIR__ . '/src/Superbill.php';

$book = new Superbill\Book($argv[1]);
$result = json_decode($book->run(file_get_contents($argv[2])), true);
foreach ($result['diagnoses'] as $code) {
    echo $code['code'], ' ', $code['title'], ' (', $code['status'], ")\n";
}
foreach ($result['withheld'] as $hit) {
    echo 'withheld ', $hit['code'], ' ', $hit['reason'], "\n";
}
