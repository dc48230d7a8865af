#include "compare/sample.h"

#include "formats/marks.h"

namespace dechaff::compare {
namespace {

/// The finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", 2014): spreads numbers that follow one another.
std::uint64_t spread(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

std::vector<Change> changes_of(const Document& document) {
  std::vector<Change> out;
  for (const formats::Mark& mark : formats::marks_of(document)) {
    if (mark.by->deed == Deed::flag) continue;
    out.push_back({mark.span, mark.insert, std::string(mark.by->reason.code),
                   std::string(mark.by->reason.why), because_text(*mark.by), mark.by->score});
  }
  return out;
}

}  // namespace

void SampleWriter::document(const render::Rendering& what, std::string&) const {
  const Document& document = what.document;
  const std::scoped_lock lock(mutex_);
  if (second_) {
    const auto at = documents_.find(document.ordinal);
    if (at != documents_.end()) at->second.b = changes_of(document);
    return;
  }
  ++seen_;
  const std::pair key{spread(document.ordinal), document.ordinal};
  if (order_.size() == most_ && (most_ == 0 || key > order_.rbegin()->first)) return;
  order_[key] = document.ordinal;
  documents_[document.ordinal] = {std::string(document.source), std::string(document.id),
                                  std::string(document.bytes),  document.first_line,
                                  changes_of(document),         {}};
  if (order_.size() > most_) {
    documents_.erase(order_.rbegin()->second);
    order_.erase(std::prev(order_.end()));
  }
}

}  // namespace dechaff::compare
