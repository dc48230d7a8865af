#include "evidence/evidence_bytes.h"

#include <cstdint>
#include <cstring>

namespace dechaff::evidence {
namespace {

template <class List>
void put(const List& list, std::string& out) {
  const std::uint64_t count = list.size();
  out.append(reinterpret_cast<const char*>(&count), sizeof count);
  out.append(reinterpret_cast<const char*>(list.data()), count * sizeof list[0]);
}

template <class List>
void get(std::string_view bytes, std::size_t& at, List& list) {
  std::uint64_t count = 0;
  std::memcpy(&count, bytes.data() + at, sizeof count);
  at += sizeof count;
  list.resize(count);
  const std::size_t size = count * sizeof list[0];
  if (size > 0) std::memcpy(list.data(), bytes.data() + at, size);
  at += size;
}

}  // namespace

/// The lists of an evidence, in the order of the bytes.
struct EvidenceLists {
  template <class Its, class Use>
  static void each(Its& its, Use use) {
    use(its.lines_);
    use(its.ends_);
    use(its.tokens_);
    use(its.pieces_);
    use(its.shown_);
    auto& facts = its.facts;
    for (auto* fact : {&facts.title, &facts.og_title, &facts.site_name, &facts.author,
                       &facts.published, &facts.canonical, &facts.language}) {
      use(*fact);
    }
  }
};

void append(const Evidence& evidence, std::string& out) {
  EvidenceLists::each(evidence, [&](const auto& list) { put(list, out); });
}

std::size_t take(std::string_view bytes, Evidence& evidence) {
  std::size_t at = 0;
  EvidenceLists::each(evidence, [&](auto& list) { get(bytes, at, list); });
  return at;
}

}  // namespace dechaff::evidence
