<?php

// In a web server, with what superbill.ini preloads.
$engine = Superbill\Engine::open(getenv('SUPERBILL_BOOK'));
header('Content-Type: application/json');
header('X-Engine: ' . get_class($engine));
echo $engine->run(file_get_contents('php://input'));
