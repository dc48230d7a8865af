#include "run/tally.h"

namespace dechaff {
namespace {

template <class Map>
auto& at(Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() ? found->second : map[std::string(key)];
}

void add_to(Tally::Counts& counts, std::string_view key, const Tally::Count& more) {
  Tally::Count& count = at(counts, key);
  count.decisions += more.decisions;
  count.bytes += more.bytes;
}

}  // namespace

std::uint64_t bytes_of(const Decision& decision) {
  const std::size_t left = decision.replacement.size();
  if (decision.deed == Deed::flag || decision.span.size() <= left) return 0;
  return decision.span.size() - left;
}

void Tally::add(const Document& document) {
  for (const Decision& decision : document.decisions) {
    const Count one{1, bytes_of(decision)};
    add_to(reasons, decision.reason.code, one);
    if (!decision.rule_id().empty()) add_to(rules, decision.rule_id(), one);
  }
  ++at(languages, document.language);
}

void Tally::add(const Tally& other) {
  for (const auto& [key, count] : other.reasons) add_to(reasons, key, count);
  for (const auto& [key, count] : other.rules) add_to(rules, key, count);
  for (const auto& [key, count] : other.languages) at(languages, key) += count;
}

}  // namespace dechaff
