<?php

// For php.ini: opcache.preload=.../bindings/php/preload.php, with ffi.preload=.../bindings/php/superbill_ffi.h
opcache_compile_file(__DIR__ . '/src/Superbill.php');
