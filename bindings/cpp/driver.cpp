// Jobs of bindings/cases.py, through superbill.hpp.
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <superbill.hpp>

namespace {

struct job {
    explicit job(const std::string &line)
    {
        std::istringstream words(line);
        for (std::string name, value; std::getline(words, name, '\t') && std::getline(words, value, '\t');) {
            const std::size_t equals = value.find('=');
            if (name == "book")
                books.push_back(value);
            else if (name == "option")
                settings[value.substr(0, equals)] = value.substr(equals + 1);
            else
                texts[name] = value;
        }
    }
    std::vector<std::string> books;
    std::map<std::string, std::string> settings, texts;
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
