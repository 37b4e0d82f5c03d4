// superbill.hpp: superbill.h for C++17, header only. Handles free themselves, errors are thrown, text is string_view.
//
//     superbill::book book("us-starter.sbk");
//     superbill::encounter visit(book);
//     std::string_view result = visit.run(record);     // one line of JSON, until the next call on `visit`
//
// The library suggests and a person decides. What is wrong with a record is a finding in its result, not an exception.
// A book may be shared by threads; an encounter belongs to one thread at a time.
#ifndef SUPERBILL_HPP
#define SUPERBILL_HPP

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <superbill.h>

namespace superbill {

// A call that could not be done. Its text never holds a patient's data.
class error : public std::runtime_error {
public:
    error(std::int32_t status, sbill_error *e)
        : std::runtime_error(words(status, e)), status_(status), source_(e ? sbill_error_source(e) : ""),
          line_(e ? sbill_error_line(e) : 0), column_(e ? sbill_error_column(e) : 0)
    {
        sbill_error_free(e);
    }
    std::int32_t status() const noexcept { return status_; } // SBILL_E...
    const std::string &source() const noexcept { return source_; }
    std::uint32_t line() const noexcept { return line_; }
    std::uint32_t column() const noexcept { return column_; }

private:
    static std::string words(std::int32_t status, const sbill_error *e)
    {
        if (e == nullptr)
            return "superbill: status " + std::to_string(status);
        std::string place = sbill_error_source(e);
        if (sbill_error_line(e) != 0)
            place += ":" + std::to_string(sbill_error_line(e));
        return place.empty() ? sbill_error_message(e) : place + ": " + sbill_error_message(e);
    }
    std::int32_t status_;
    std::string source_;
    std::uint32_t line_, column_;
};

namespace detail {

template <auto Free> struct freeing {
    template <class T> void operator()(T *p) const noexcept { Free(p); }
};
template <class T, auto Free> using handle = std::unique_ptr<T, freeing<Free>>;

inline std::int32_t check(std::int32_t status, sbill_error *e)
{
    if (status < 0)
        throw error(status, e);
    return status;
}

// Calls with an error at the end; what is negative is thrown.
template <class F, class... A> std::int32_t call(F f, A... a)
{
    sbill_error *e = nullptr;
    const std::int32_t status = f(a..., &e);
    return check(status, e);
}

template <class F, class... A> std::string_view text(F f, A... a)
{
    const char *p = nullptr;
    std::size_t n = 0;
    call(f, a..., &p, &n);
    return {p, n};
}

} // namespace detail

// Settings by the names of superbill.h: {{"as-of", "2025-11-01"}, {"severity.2103", "warning"}}.
class options {
public:
    using list = std::initializer_list<std::pair<std::string_view, std::string_view>>;
    options(list settings = {})
    {
        sbill_options *o = nullptr;
        detail::call(sbill_options_new, &o);
        at_.reset(o);
        for (const auto &[name, value] : settings)
            set(name, value);
    }
    void set(std::string_view name, std::string_view value)
    {
        detail::call(sbill_options_set, at_.get(), std::string(name).c_str(), std::string(value).c_str());
    }
    const sbill_options *get() const noexcept { return at_.get(); }

private:
    detail::handle<sbill_options, sbill_options_free> at_;
};

// Text that the library wrote, owned.
class report {
public:
    explicit report(sbill_report *r) : at_(r) {}
    std::string_view text() const
    {
        std::size_t n = 0;
        const char *p = sbill_report_text(at_.get(), &n);
        return {p, n};
    }

private:
    detail::handle<sbill_report, sbill_report_free> at_;
};

class book {
public:
    explicit book(const std::string &path, const options &o = {})
    {
        sbill_book *b = nullptr;
        detail::call(sbill_book_open, path.c_str(), o.get(), &b);
        at_.reset(b);
    }
    // Several books as one: later ones are asked first.
    explicit book(const std::vector<std::string> &paths, const options &o = {})
    {
        std::vector<book> layers;
        std::vector<sbill_book *> each;
        for (const auto &path : paths)
            each.push_back(layers.emplace_back(path, o).get());
        sbill_book *b = nullptr;
        detail::call(sbill_book_stack, each.data(), each.size(), o.get(), &b);
        at_.reset(b);
    }
    void verify() const { detail::call(sbill_book_verify, static_cast<const sbill_book *>(at_.get())); }
    void warm() { detail::call(sbill_book_warm, at_.get()); }
    report info() const
    {
        sbill_report *r = nullptr;
        detail::call(sbill_book_info, static_cast<const sbill_book *>(at_.get()), &r);
        return report(r);
    }
    // All that is known of a code on a date (days since 1970-01-01), as JSON.
    report code(std::string_view code, std::int32_t system = SBILL_SYSTEM_ICD10CM, std::int32_t on = SBILL_NONE32) const
    {
        sbill_report *r = nullptr;
        detail::call(sbill_code_json, static_cast<const sbill_book *>(at_.get()), system, code.data(), code.size(), on, &r);
        return report(r);
    }
    // References for the getters sbill_code_...; best first.
    std::vector<std::int64_t> search(std::string_view words, std::int32_t system = 0, std::int32_t on = SBILL_NONE32,
                                     std::size_t most = 10) const
    {
        std::vector<std::int64_t> refs(most);
        std::size_t n = 0;
        detail::call(sbill_code_search, static_cast<const sbill_book *>(at_.get()), system, words.data(), words.size(), on,
                     refs.data(), most, &n);
        refs.resize(n < most ? n : most);
        return refs;
    }
    sbill_book *get() const noexcept { return at_.get(); }

private:
    detail::handle<sbill_book, sbill_book_free> at_;
};

// Records of a stream in any format; feed bytes, end, and take results from an encounter.
class reader {
public:
    explicit reader(const std::string &format = "auto", const options &o = {})
    {
        sbill_reader *r = nullptr;
        detail::call(sbill_reader_new, format.c_str(), o.get(), &r);
        at_.reset(r);
    }
    void give(const std::string &what, std::string_view bytes)
    {
        detail::call(sbill_reader_give, at_.get(), what.c_str(), what.c_str(), static_cast<const void *>(bytes.data()),
                     bytes.size());
    }
    void feed(std::string_view bytes) { detail::call(sbill_reader_feed, at_.get(), bytes.data(), bytes.size()); }
    void end() { detail::check(sbill_reader_close(at_.get()), nullptr); }
    sbill_reader *get() const noexcept { return at_.get(); }

private:
    detail::handle<sbill_reader, sbill_reader_free> at_;
};

// A record on its way; reused from record to record. Views end with the next call.
class encounter {
public:
    explicit encounter(const book &b, const options &o = {})
    {
        sbill_encounter *e = nullptr;
        detail::call(sbill_encounter_new, b.get(), o.get(), &e);
        at_.reset(e);
    }
    // One record through all stages: one line of JSON, also for a record that cannot be read.
    std::string_view run(std::string_view record)
    {
        const char *p = nullptr;
        std::size_t n = 0;
        sbill_error *e = nullptr;
        const std::int32_t status = sbill_run_json(at_.get(), record.data(), record.size(), &p, &n, &e);
        return line(status, p, n, e);
    }
    // The next record of a reader; nothing if it wants more bytes, or has ended.
    std::optional<std::string_view> next(reader &r)
    {
        const char *p = nullptr;
        std::size_t n = 0;
        sbill_error *e = nullptr;
        std::int32_t status = sbill_run_next(r.get(), at_.get(), &p, &n, &e);
        if (status == SBILL_MORE || status == SBILL_END)
            return std::nullopt;
        return line(status, p, n, e);
    }
    // The stages once more, after decisions.
    std::string_view again()
    {
        detail::call(sbill_encounter_run, at_.get());
        return result();
    }
    std::string_view result() { return detail::text(sbill_encounter_result, at_.get()); }
    std::string_view record() { return detail::text(sbill_encounter_record, at_.get()); }
    void decide(std::int32_t item, std::size_t index, const std::string &decision, const std::string &by, const std::string &at,
                const std::string &reason = "")
    {
        detail::call(sbill_decide, at_.get(), item, index, decision.c_str(), by.c_str(), at.c_str(), reason.c_str());
    }
    std::size_t count(std::int32_t item) const { return sbill_count(at_.get(), item); }
    std::string_view text(std::int32_t item, std::size_t index, std::int32_t field)
    {
        std::size_t n = 0;
        const char *p = sbill_text(at_.get(), item, index, field, &n);
        return {p, n};
    }
    std::int64_t number(std::int32_t item, std::size_t index, std::int32_t field)
    {
        return sbill_number(at_.get(), item, index, field);
    }
    sbill_encounter *get() const noexcept { return at_.get(); }

private:
    static std::string_view line(std::int32_t status, const char *p, std::size_t n, sbill_error *e)
    {
        if (status < 0 && (p == nullptr || (status != SBILL_EINPUT && status != SBILL_ELIMIT)))
            throw error(status, e);
        sbill_error_free(e);
        return {p, n};
    }
    detail::handle<sbill_encounter, sbill_encounter_free> at_;
};

// One claim file, which may hold many claims.
class claim_file {
public:
    explicit claim_file(const std::string &format, const options &o = {})
    {
        sbill_file *f = nullptr;
        detail::call(sbill_file_new, format.c_str(), o.get(), &f);
        at_.reset(f);
    }
    // False for a claim that cannot go: a finding stops it, it waits, or the format cannot say draft.
    bool add(encounter &e, std::size_t claim = 0)
    {
        sbill_error *err = nullptr;
        std::int32_t status = sbill_file_add(at_.get(), e.get(), claim, &err);
        if (status == SBILL_EREFUSED) {
            sbill_error_free(err);
            return false;
        }
        detail::check(status, err);
        return true;
    }
    std::string_view finish() { return detail::text(sbill_file_finish, at_.get()); }

private:
    detail::handle<sbill_file, sbill_file_free> at_;
};

} // namespace superbill

#endif
