#include <fstream>
#include <iostream>
#include <iterator>
#include <superbill.hpp>

int main(int argc, char **argv)
try {
    superbill::book book(argc > 1 ? argv[1] : "us-starter.sbk");
    superbill::encounter visit(book, {{"as-of", "2025-12-31"}});
    std::ifstream in(argc > 2 ? argv[2] : "examples/03-possible-pneumonia.json");
    std::string record{std::istreambuf_iterator<char>(in), {}};
    visit.run(record);
    for (std::size_t i = 0; i < visit.count(SBILL_ITEM_DIAGNOSIS); i++)
        std::cout << visit.text(SBILL_ITEM_DIAGNOSIS, i, SBILL_F_CODE) << " "
                  << visit.text(SBILL_ITEM_DIAGNOSIS, i, SBILL_F_TITLE) << "\n";
    superbill::claim_file claims("fhir-xml");
    if (claims.add(visit))
        std::cout << claims.finish().size() << " bytes of claim\n";
} catch (const superbill::error &e) {
    std::cerr << e.what() << "\n";
    return 1;
}
