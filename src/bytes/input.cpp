#include "bytes/input.h"

#include <simdjson.h>

#include <algorithm>

#include "text/lines.h"

namespace dechaff::bytes {

bool Input::fill(std::size_t wanted) {
  if (bytes_.size() - taken_ >= wanted) return true;
  bytes_.erase(0, taken_);
  taken_ = 0;
  std::size_t step = 1 << 16;  // a small file fills no more than that with zeros
  while (!ended_ && bytes_.size() < wanted) {
    const std::size_t had = bytes_.size();
    const std::size_t room = std::max<std::size_t>(1 << 16, std::min(wanted - had, step));
    bytes_.resize(had + room);
    std::size_t got = 0;
    try {
      got = source_.read(bytes_.data() + had, room);
    } catch (...) {
      bytes_.resize(had);
      ended_ = broken_ = true;
      throw;
    }
    bytes_.resize(had + got);
    ended_ = got == 0;
    if (got == room) step = had + (1 << 20);
  }
  return bytes_.size() >= wanted;
}

void Input::take(std::size_t size, Taken& to) {
  const std::string_view taken = waiting().substr(0, size);
  to.begin = position_;
  to.bytes.clear();
  to.bytes.reserve(size + simdjson::SIMDJSON_PADDING);
  to.bytes = taken;
  taken_ += size;
  position_.offset += size;
  position_.line += text::count_line_feeds(taken);
  source_.locate(position_);
  to.end = position_;
  to.recoded = source_.recodes();
  if (to.recoded) {
    to.charset = source_.charset();
    to.lost = source_.take_lost(position_.offset);
  }
  to.after_break = broken_;
  to.last = ended_ && taken_ == bytes_.size();
}

bool Input::skip_damage() {
  if (!ended_ || !waiting().empty() || !source_.skip_damage()) return false;
  ended_ = broken_ = false;
  return true;
}

void Input::seek(const Position& place) {
  source_.seek(place);
  bytes_.clear();
  taken_ = 0;
  ended_ = false;
  position_ = place;
}

void Input::stop() {
  bytes_.clear();
  taken_ = 0;
  ended_ = true;
}

}  // namespace dechaff::bytes
