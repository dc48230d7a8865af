#include "render/recoder.h"

#include <algorithm>
#include <utility>

namespace dechaff::render {
namespace {

/// Bytes at the end that begin a character and do not end it.
std::size_t unfinished_size(std::string_view utf8) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, utf8.size()); ++back) {
    const auto c = static_cast<unsigned char>(utf8[utf8.size() - back]);
    if (c < 0x80) return 0;
    if (c >= 0xC0) return (c >= 0xF0 ? 4U : c >= 0xE0 ? 3U : 2U) > back ? back : 0;
  }
  return 0;
}

}  // namespace

bool Recoder::charset(std::uint64_t offset, std::string_view name) {
  if (!name.empty() && text::Transcoder::open(name) == nullptr) return false;
  changes_.push_back({offset, 0, true, std::string(name)});
  return true;
}

void Recoder::exception(std::uint64_t offset, std::uint64_t size, std::string bytes) {
  changes_.push_back({offset, size, false, std::move(bytes)});
}

void Recoder::write(std::string_view utf8, std::string& out) {
  for (;;) {
    const std::uint64_t skipped = std::min<std::uint64_t>(skip_, utf8.size());
    utf8.remove_prefix(static_cast<std::size_t>(skipped));
    skip_ -= skipped;
    at_ += skipped;
    if (skip_ > 0) return;
    if (!changes_.empty() && changes_.front().offset <= at_) {
      act(out);
      continue;
    }
    if (utf8.empty()) return;
    std::size_t size = utf8.size();
    if (!changes_.empty())
      size = static_cast<std::size_t>(std::min<std::uint64_t>(size, changes_.front().offset - at_));
    encode(utf8.substr(0, size), out);
    utf8.remove_prefix(size);
    at_ += size;
  }
}

void Recoder::act(std::string& out) {
  const Change change = std::move(changes_.front());
  changes_.pop_front();
  if (to_ && !unfinished_.empty()) to_->encode(std::exchange(unfinished_, {}), out);
  if (change.is_charset) {
    to_ = change.bytes.empty() ? nullptr : text::Transcoder::open(change.bytes);
    return;
  }
  out += change.bytes;
  skip_ = change.size;
}

void Recoder::encode(std::string_view utf8, std::string& out) {
  if (!to_) {
    out += utf8;
    return;
  }
  std::string joined;
  if (!unfinished_.empty()) {
    joined = std::move(unfinished_);
    unfinished_.clear();
    joined += utf8;
    utf8 = joined;
  }
  const std::size_t rest = unfinished_size(utf8);
  to_->encode(utf8.substr(0, utf8.size() - rest), out);
  unfinished_ = utf8.substr(utf8.size() - rest);
}

bool Recoder::finish(std::string& out) {
  write({}, out);
  if (to_ && !unfinished_.empty()) to_->encode(std::exchange(unfinished_, {}), out);
  return changes_.empty() && skip_ == 0;
}

}  // namespace dechaff::render
