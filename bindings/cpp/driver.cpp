// Jobs of bindings/cases.py, through superbill.hpp. Each job is flat: "books" is a list of paths, the rest are strings.
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <superbill.hpp>

namespace {

// As much of JSON as a job is: strings (with \" \\ \/ \uXXXX below 0x80), null, one list, one object, one level deep.
class job {
public:
    explicit job(const std::string &line) : p_(line.c_str())
    {
        expect('{');
        while (skip() != '}') {
            std::string key = string();
            expect(':');
            if (skip() == '[')
                list();
            else if (skip() == '{')
                object();
            else if (skip() == 'n')
                p_ += 4;
            else
                texts[key] = string();
            if (skip() == ',')
                ++p_;
        }
    }
    std::vector<std::string> books;
    std::map<std::string, std::string> settings, texts;

private:
    char skip()
    {
        while (*p_ == ' ')
            ++p_;
        return *p_;
    }
    void expect(char c)
    {
        if (skip() != c)
            throw std::runtime_error("not a job");
        ++p_;
    }
    std::string string()
    {
        std::string s;
        expect('"');
        for (; *p_ && *p_ != '"'; ++p_) {
            if (*p_ == '\\' && *++p_ == 'u') {
                s += static_cast<char>(std::stoi(std::string(p_ + 1, 4), nullptr, 16));
                p_ += 4;
            } else {
                s += *p_;
            }
        }
        expect('"');
        return s;
    }
    void list()
    {
        for (++p_; skip() != ']';) {
            books.push_back(string());
            if (skip() == ',')
                ++p_;
        }
        ++p_;
    }
    void object()
    {
        for (++p_; skip() != '}';) {
            std::string name = string();
            expect(':');
            settings[name] = string();
            if (skip() == ',')
                ++p_;
        }
        ++p_;
    }
    const char *p_;
};

std::string read(const std::string &path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void run(const job &j, std::map<std::vector<std::string>, superbill::book> &books)
{
    auto found = books.find(j.books);
    if (found == books.end())
        found = books.emplace(j.books, superbill::book(j.books)).first;
    superbill::options o;
    for (const auto &[name, value] : j.settings)
        o.set(name, value);
    superbill::encounter visit(found->second, o);
    superbill::claim_file file(j.texts.at("claims"), o);
    superbill::reader reader(j.texts.at("format"), o);
    for (const char *what : {"map", "defaults"})
        if (j.texts.count(what))
            reader.give(what, read(j.texts.at(what)));
    const std::string input = read(j.texts.at("input"));
    std::ofstream out(j.texts.at("out"), std::ios::binary);
    bool claims = false;
    auto take = [&] {
        while (auto line = visit.next(reader)) {
            out << *line << '\n';
            for (std::size_t i = 0; i < visit.count(SBILL_ITEM_CLAIM); i++)
                claims |= file.add(visit, i);
        }
    };
    for (std::size_t at = 0; at < input.size(); at += 65536) {
        reader.feed(std::string_view(input).substr(at, 65536));
        take();
    }
    reader.end();
    take();
    if (claims)
        std::ofstream(j.texts.at("claims_out"), std::ios::binary) << file.finish();
}

} // namespace

int main()
{
    std::map<std::vector<std::string>, superbill::book> books;
    for (std::string line; std::getline(std::cin, line);) {
        try {
            run(job(line), books);
            std::cout << "ok" << std::endl;
        } catch (const std::exception &e) {
            std::cout << e.what() << std::endl;
        }
    }
    return 0;
}
