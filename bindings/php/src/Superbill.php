<?php

declare(strict_types=1);

/**
 * superbill for PHP: superbill.h through FFI. The library suggests and a person decides; this passes bytes to it and
 * back. Results are the library's own lines of JSON: docs/record.md of the project says what they hold.
 *
 * In a web server FFI works only for what was preloaded: see README.md. Where it does not, Engine::open() gives a
 * Worker over the command instead, with the same run() and runNdjson().
 */

namespace Superbill;

/** A call that could not be done. What is wrong with a record is a finding in its result. Holds no patient's data. */
final class Error extends \RuntimeException
{
    public function __construct(
        public readonly int $status,
        string $message = '',
        public readonly string $source = '',
        public readonly int $lineInSource = 0,
        public readonly int $column = 0,
    ) {
        $place = implode(':', array_filter([$source, $lineInSource, $column]));
        parent::__construct(($place === '' ? '' : "$place: ") . ($message === '' ? "status $status" : $message), $status);
    }
}

/** The C library, loaded once. */
final class Library
{
    public const ABI = 0;
    public const MORE = 2, END = 1, EINVAL = -1 - 1, EINPUT = -3, ELIMIT = -6, EREFUSED = -7;
    public const NONE32 = -2147483648;
    private static ?\FFI $ffi = null;

    public static function ffi(): \FFI
    {
        return self::$ffi ??= self::load();
    }

    /** Of the preloaded scope; else, where FFI is free (the command line), of the header beside this file. */
    private static function load(): \FFI
    {
        try {
            $ffi = \FFI::scope('SUPERBILL');
        } catch (\FFI\Exception) {
            $header = file_get_contents(dirname(__DIR__) . '/superbill_ffi.h');
            $library = getenv('SUPERBILL_LIBRARY') ?: 'libsuperbill.so.0';
            $ffi = \FFI::cdef(preg_replace('/^#.*$/m', '', $header), $library);
        }
        if ($ffi->sbill_abi_version() !== self::ABI) {
            throw new Error(self::EINVAL, 'this package speaks ABI ' . self::ABI . ' of the superbill library');
        }
        return $ffi;
    }

    /** Calls with an error at the end; what is negative is thrown. */
    public static function call(string $function, mixed ...$words): int
    {
        $ffi = self::ffi();
        $err = $ffi->new('sbill_error *');
        $status = $ffi->$function(...[...$words, \FFI::addr($err)]);
        if ($status < 0) {
            throw self::taken($status, $err);
        }
        return $status;
    }

    public static function taken(int $status, \FFI\CData $err): Error
    {
        $ffi = self::ffi();
        if (\FFI::isNull($err)) {
            return new Error($status);
        }
        $e = new Error(
            $status,
            $ffi->sbill_error_message($err),
            $ffi->sbill_error_source($err),
            $ffi->sbill_error_line($err),
            $ffi->sbill_error_column($err),
        );
        $ffi->sbill_error_free($err);
        return $e;
    }

    /** A new object of the library's. */
    public static function make(string $type, string $function, mixed ...$words): \FFI\CData
    {
        $out = self::ffi()->new("$type *");
        self::call($function, ...[...$words, \FFI::addr($out)]);
        return $out;
    }

    /** Text that a call hands out with its length. */
    public static function text(string $function, mixed ...$words): string
    {
        $ffi = self::ffi();
        $at = $ffi->new('const char *');
        $n = $ffi->new('size_t');
        self::call($function, ...[...$words, \FFI::addr($at), \FFI::addr($n)]);
        return \FFI::string($at, $n->cdata);
    }

    public static function report(\FFI\CData $report): string
    {
        $text = self::ffi()->sbill_report_text($report, null);
        self::ffi()->sbill_report_free($report);
        return $text;
    }

    /** Days since 1970-01-01 of an ISO date; null: the newest release. */
    public static function day(?string $on): int
    {
        if ($on === null) {
            return self::NONE32;
        }
        $date = \DateTimeImmutable::createFromFormat('!Y-m-d', $on, new \DateTimeZone('UTC'));
        if ($date === false) {
            throw new Error(self::EINVAL, "not a date like 2025-10-01: $on");
        }
        return intdiv($date->getTimestamp(), 86400);
    }
}

/** Settings by the names of superbill.h: ['as-of' => '2025-11-01', 'severity.2103' => 'warning', 'strict' => true]. */
final class Options
{
    public readonly \FFI\CData $at;

    public function __construct(array $settings = [])
    {
        $this->at = Library::make('sbill_options', 'sbill_options_new');
        foreach ($settings as $name => $value) {
            Library::call('sbill_options_set', $this->at, (string) $name, is_bool($value) ? ($value ? '1' : '0') : (string) $value);
        }
    }

    public function __destruct()
    {
        if (isset($this->at)) {
            Library::ffi()->sbill_options_free($this->at);
        }
    }
}

/** Code sets, rules, payers and fees: one book, or several of which later ones are asked first. */
final class Book
{
    public readonly \FFI\CData $at;
    private ?Encounter $own = null;

    public function __construct(string|array $paths, array $settings = [])
    {
        $options = new Options($settings);
        $layers = [];
        try {
            foreach ((array) $paths as $path) {
                $layers[] = Library::make('sbill_book', 'sbill_book_open', $path, $options->at);
            }
            if (count($layers) === 1) {
                $this->at = array_pop($layers);
            } else {
                $each = Library::ffi()->new('sbill_book *[' . max(1, count($layers)) . ']');
                foreach ($layers as $i => $layer) {
                    $each[$i] = $layer;
                }
                $this->at = Library::make('sbill_book', 'sbill_book_stack', $each, count($layers), $options->at);
            }
        } finally {
            foreach ($layers as $layer) {
                Library::ffi()->sbill_book_free($layer);
            }
        }
    }

    public function __destruct()
    {
        $this->own = null;
        if (isset($this->at)) {
            Library::ffi()->sbill_book_free($this->at);
        }
    }

    /** One record (JSON) through all stages; the result as a line of JSON. */
    public function run(string $record): string
    {
        return ($this->own ??= new Encounter($this))->run($record);
    }

    /** Records one a line in, results one a line out. */
    public function runNdjson(string $records): string
    {
        $out = '';
        foreach (($this->own ??= new Encounter($this))->lines([$records], 'ndjson') as $line) {
            $out .= $line . "\n";
        }
        return $out;
    }

    public function info(): array
    {
        return json_decode(Library::report(Library::make('sbill_report', 'sbill_book_info', $this->at)), true, 512, JSON_THROW_ON_ERROR);
    }

    public function verify(): void
    {
        Library::call('sbill_book_verify', $this->at);
    }

    /** All that is known of a code on a date of service. */
    public function code(string $code, string $system = 'icd10cm', ?string $on = null): array
    {
        $number = Library::ffi()->sbill_system_from_name($system);
        if ($number === 0) {
            throw new Error(Library::EINVAL, "no such code system: $system");
        }
        $report = Library::make('sbill_report', 'sbill_code_json', $this->at, $number, $code, strlen($code), Library::day($on));
        return json_decode(Library::report($report), true, 512, JSON_THROW_ON_ERROR);
    }

    /** Codes whose title or inclusion terms hold all the words or their beginnings, best first: [[code, title], ...]. */
    public function search(string $words, ?string $system = null, ?string $on = null, int $most = 10): array
    {
        $ffi = Library::ffi();
        $refs = $ffi->new("int64_t[$most]");
        $count = $ffi->new('size_t');
        $number = $system === null ? 0 : $ffi->sbill_system_from_name($system);
        Library::call('sbill_code_search', $this->at, $number, $words, strlen($words), Library::day($on), $refs, $most, \FFI::addr($count));
        $found = [];
        for ($i = 0; $i < min($most, $count->cdata); $i++) {
            $room = $ffi->new('char[32]');
            $n = $ffi->sbill_code_print($this->at, $refs[$i], $room, 32);
            $found[] = [\FFI::string($room, $n), $ffi->sbill_code_title($this->at, $refs[$i], null)];
        }
        return $found;
    }
}

/** A record on its way; reused from record to record. */
final class Encounter
{
    public readonly \FFI\CData $at;
    private readonly Options $options;

    /** $settings as for Options. Evidence offsets are bytes, as PHP's strings count, unless offset-unit says otherwise. */
    public function __construct(public readonly Book $book, array $settings = [])
    {
        $this->options = new Options($settings);
        $this->at = Library::make('sbill_encounter', 'sbill_encounter_new', $book->at, $this->options->at);
    }

    public function __destruct()
    {
        if (isset($this->at)) {
            Library::ffi()->sbill_encounter_free($this->at);
        }
    }

    public function run(string $record): string
    {
        return $this->line('sbill_run_json', $this->at, $record, strlen($record));
    }

    /**
     * Result lines of a file in any format ("ndjson", "json", "csv", "x12", "auto"), as its pieces come. While a line is
     * at hand the encounter holds its record.
     *
     * @param iterable<string> $pieces
     */
    public function lines(iterable $pieces, string $format = 'auto', ?string $map = null, ?string $defaults = null): \Generator
    {
        $reader = Library::make('sbill_reader', 'sbill_reader_new', $format, $this->options->at);
        try {
            foreach (['map' => $map, 'defaults' => $defaults] as $what => $given) {
                if ($given !== null) {
                    Library::call('sbill_reader_give', $reader, $what, $what, $given, strlen($given));
                }
            }
            foreach ($pieces as $piece) {
                foreach ($piece === '' ? [] : str_split($piece, 65536) as $some) {
                    Library::call('sbill_reader_feed', $reader, $some, strlen($some));
                    yield from $this->ready($reader);
                }
            }
            Library::ffi()->sbill_reader_close($reader);
            yield from $this->ready($reader);
        } finally {
            Library::ffi()->sbill_reader_free($reader);
        }
    }

    private function ready(\FFI\CData $reader): \Generator
    {
        while (($line = $this->line('sbill_run_next', $reader, $this->at)) !== null) {
            yield $line;
        }
    }

    /** A record that cannot be read has its line too; null: no more records now. */
    private function line(string $function, mixed ...$words): ?string
    {
        $ffi = Library::ffi();
        $at = $ffi->new('const char *');
        $n = $ffi->new('size_t');
        $err = $ffi->new('sbill_error *');
        $status = $ffi->$function(...[...$words, \FFI::addr($at), \FFI::addr($n), \FFI::addr($err)]);
        if ($status === Library::MORE || $status === Library::END) {
            return null;
        }
        if ($status < 0 && (\FFI::isNull($at) || !in_array($status, [Library::EINPUT, Library::ELIMIT], true))) {
            throw Library::taken($status, $err);
        }
        if (!\FFI::isNull($err)) {
            $ffi->sbill_error_free($err);
        }
        return \FFI::string($at, $n->cdata);
    }

    /** The stages once more, after decisions. */
    public function again(): string
    {
        Library::call('sbill_encounter_run', $this->at);
        return Library::text('sbill_encounter_result', $this->at);
    }

    /** The record with suggestions and decisions in it, as JSON. */
    public function record(): string
    {
        return Library::text('sbill_encounter_record', $this->at);
    }

    /** $kind: diagnosis or line; $decision: confirmed or rejected; $at: an ISO date or date and time. */
    public function decide(string $kind, int $index, string $decision, string $by, string $at, string $reason = ''): void
    {
        $item = ['diagnosis' => 1, 'line' => 2][$kind] ?? throw new Error(Library::EINVAL, "not a kind of suggestion: $kind");
        Library::call('sbill_decide', $this->at, $item, $index, $decision, $by, $at, $reason);
    }

    public function claimCount(): int
    {
        return Library::ffi()->sbill_count($this->at, 8);
    }
}

/** One claim file, which may hold many claims: "fhir-xml", "x12-837p", "x12-837d" ... */
final class ClaimFile
{
    public readonly \FFI\CData $at;

    public function __construct(string $format, array $settings = [])
    {
        $options = new Options($settings);
        $this->at = Library::make('sbill_file', 'sbill_file_new', $format, $options->at);
    }

    public function __destruct()
    {
        if (isset($this->at)) {
            Library::ffi()->sbill_file_free($this->at);
        }
    }

    /** False for a claim that cannot go: a finding stops it, it waits, or the format cannot say draft. */
    public function add(Encounter $encounter, int $claim = 0): bool
    {
        try {
            Library::call('sbill_file_add', $this->at, $encounter->at, $claim);
        } catch (Error $e) {
            if ($e->status === Library::EREFUSED) {
                return false;
            }
            throw $e;
        }
        return true;
    }

    public function finish(): string
    {
        return Library::text('sbill_file_finish', $this->at);
    }
}

/** The command, for servers that let PHP call no library: one process for each call. */
final class Worker
{
    public function __construct(private readonly string|array $paths, private readonly string $command = 'superbill')
    {
    }

    public function run(string $record): string
    {
        return rtrim($this->give($record, 'json'), "\n");
    }

    public function runNdjson(string $records): string
    {
        return $this->give($records, 'ndjson');
    }

    private function give(string $input, string $from): string
    {
        $words = [$this->command, 'run', '--format', 'json', '--from', $from];
        foreach ((array) $this->paths as $path) {
            array_push($words, '--book', $path);
        }
        $input_file = tmpfile();
        fwrite($input_file, $input);
        rewind($input_file);
        $process = proc_open([...$words, '-'], [$input_file, ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes);
        if ($process === false) {
            throw new Error(Library::EINVAL, "the command {$this->command} cannot be started");
        }
        $out = stream_get_contents($pipes[1]);
        fclose($pipes[1]);
        $code = proc_close($process);
        ftruncate($input_file, 0);
        fclose($input_file);
        if ($code > 3 || $code === 2 || $code < 0) {
            throw new Error(Library::EINVAL, "the command {$this->command} ended with exit code $code");
        }
        return $out;
    }
}

final class Engine
{
    /** A Book where PHP may call the library, else a Worker. Both have run() and runNdjson(). */
    public static function open(string|array $paths, string $command = 'superbill'): Book|Worker
    {
        try {
            Library::ffi();
        } catch (\FFI\Exception | \Error) {
            return new Worker($paths, $command);
        }
        return new Book($paths);
    }
}
