#include "rules/prefilter_builder.h"

#include <algorithm>
#include <cstring>

namespace dechaff::rules {
namespace {

using Entry = Prefilter::Entry;

std::uint64_t head_of(std::string_view text) {
  std::uint64_t out = 0;
  std::memcpy(&out, text.data(), std::min<std::size_t>(text.size(), 8));
  return out;
}

/// Where a string of this length stands in Prefilter::key_bytes.
std::size_t list_for(std::size_t size) {
  std::size_t out = 0;
  while (out + 1 < Prefilter::key_bytes.size() && Prefilter::key_bytes[out + 1] <= size) ++out;
  return out;
}

Prefilter::Place place_of(Required::Where where) {
  return where == Required::Where::start    ? Prefilter::start
         : where == Required::Where::word   ? Prefilter::word
         : where == Required::Where::letter ? Prefilter::letter
                                            : Prefilter::inside;
}

}  // namespace

void PrefilterBuilder::add(std::uint16_t index, const Required& required) {
  patterns_ = std::max<std::size_t>(patterns_, index + 1U);
  if (required.where == Required::Where::none) {
    always_.push_back(index);
    return;
  }
  for (const std::string& text : required.any) {
    lists_[place_of(required.where)][list_for(text.size())].push_back(
        {head_of(text), static_cast<std::uint32_t>(pool_.size()),
         static_cast<std::uint16_t>(text.size()), index});
    pool_ += text;
  }
}

Prefilter PrefilterBuilder::build() {
  pool_.append(Prefilter::slack, '\0');
  ByteWriter out;
  out.text(pool_);
  out.list<std::uint16_t>(always_);
  for (const auto& place : lists_) {
    for (const auto& list : place) out.list<Entry>(list);
  }
  return {out.bytes(), patterns_};
}

}  // namespace dechaff::rules
