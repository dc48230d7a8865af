#include "rules/prefilter.h"

#include <stdexcept>

namespace dechaff::rules {
namespace {

void require(bool holds) {
  if (!holds) throw std::out_of_range("a list does not fit");
}

}  // namespace

Prefilter::Prefilter(std::string bytes, std::size_t patterns)
    : own_(std::make_shared<const std::string>(std::move(bytes))) {
  ByteReader in(*own_);
  read(in, patterns);
}

Prefilter::Prefilter(ByteReader& in, std::size_t patterns) { read(in, patterns); }

void Prefilter::write(ByteWriter& out) const {
  out.text(pool_);
  out.list(always_);
  for (const auto& place : lists_) {
    for (const auto& list : place) out.list(list);
  }
}

void Prefilter::read(ByteReader& in, std::size_t patterns) {
  pool_ = in.text();
  always_ = in.list<std::uint16_t>();
  for (const std::uint16_t index : always_) require(index < patterns);
  for (auto& place : lists_) {
    for (std::size_t which = 0; which < place.size(); ++which) {
      place[which] = in.list<Entry>();
      for (const Entry& entry : place[which]) {
        require(entry.index < patterns && entry.size >= key_bytes[which] &&
                entry.text + std::size_t{entry.size} + slack <= pool_.size());
      }
    }
  }
}

}  // namespace dechaff::rules
