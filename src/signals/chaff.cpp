#include <algorithm>
#include <string>

#include "core/document.h"
#include "rules/pack.h"
#include "signals/families.h"

namespace dechaff::signals {
namespace {

/// The kinds of chaff that have a signal: those of rules, and what the other stages find.
const std::vector<std::string>& kinds() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const std::string_view kind : rules::kinds()) out.emplace_back(kind);
    for (const char* other : {"model", "teasers", "repeats", "other"}) out.emplace_back(other);
    return out;
  }();
  return names;
}

std::size_t kind_of(const Decision& decision) {
  std::string_view kind = decision.reason.code;
  if (decision.stage == "teasers") kind = "teasers";
  if (decision.stage == "dedup") kind = "repeats";
  kind = kind.substr(kind.rfind('.') + 1);
  const auto at = std::find(kinds().begin(), kinds().end(), kind);
  return at == kinds().end() ? kinds().size() - 1 : static_cast<std::size_t>(at - kinds().begin());
}

void compute(const Subject& subject, double* out) {
  const Document* document = subject.document;
  if (document == nullptr) return;
  const auto bytes = static_cast<double>(document->bytes.size());
  double all = 0;
  std::vector<double> by_kind(kinds().size());
  for (const Decision& decision : document->decisions) {
    if (decision.deed == Deed::flag || decision.span.size() <= decision.replacement.size())
      continue;
    const auto gone = static_cast<double>(decision.span.size() - decision.replacement.size());
    all += gone;
    by_kind[kind_of(decision)] += gone;
  }
  *out++ = share(all, bytes);
  const auto words = static_cast<double>(subject.columns.sums[c_unicode_words]);
  *out++ = share(1000 * static_cast<double>(document->headings.size()), words);
  for (const double sum : by_kind) *out++ = share(sum, bytes);
}

}  // namespace

std::vector<Group> chaff_groups() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const std::string& kind : kinds()) out.push_back("dechaff.chaff." + kind);
    return out;
  }();
  Group group{
      "dechaff, the decisions of a recipe",
      {{"dechaff.chaff", "share", "bytes that the recipe drops or cuts"},
       {"dechaff.headings", "per 1,000 words", "headings that the filter of this name finds"}},
      0,
      compute,
      true};
  for (const std::string& name : names) {
    group.signals.push_back({name, "share", "bytes of this kind of chaff"});
  }
  return {std::move(group)};
}

}  // namespace dechaff::signals
