#include "bytes/decoded.h"

#include <algorithm>
#include <utility>

#include "core/error.h"

namespace dechaff::bytes {
namespace {

constexpr std::size_t piece = 1 << 16;

bool same_name(const std::string& name, std::string_view lower) {
  return name.size() == lower.size() &&
         std::equal(name.begin(), name.end(), lower.begin(), [](char c, char want) {
           return (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) == want;
         });
}

/// Sets whose order of bytes the mark says.
bool wants_mark(const std::string& name) {
  return same_name(name, "utf-16") || same_name(name, "utf16") || same_name(name, "utf-32") ||
         same_name(name, "utf32");
}

}  // namespace

bool is_encoding(const std::string& name) {
  return same_name(name, "auto") || wants_mark(name) || text::Transcoder::open(name) != nullptr;
}

Decoded::Decoded(Read read, const std::string& name, const std::string& encoding)
    : read_(std::move(read)) {
  const bool any = same_name(encoding, "auto"), marked = wants_mark(encoding);
  std::string charset = encoding;
  if (any || marked) {
    fill(piece);
    const text::DetectedCharset found = text::detect_charset(raw_, ended_);
    charset = found.name;
    const bool wide = charset.starts_with("UTF-16") || charset.starts_with("UTF-32");
    if (marked && !wide) {
      throw Error(
          {name}, "has no byte-order mark of " + encoding, {},
          "say the order of its bytes: --encoding " + encoding + "LE or " + encoding + "BE");
    }
    if (!found.sure) {
      throw Error({name}, "--encoding auto is not sure which character set this is", {},
                  found.name.empty() ? "name it with --encoding"
                                     : "name it; it might be --encoding " + found.name);
    }
    if (charset == "UTF-8") return;
  }
  from_ = text::Transcoder::open(charset);
  if (from_ == nullptr) throw Error({name}, "no character set is called " + charset);
}

void Decoded::fill(std::size_t wanted) {
  while (raw_.size() < wanted && !ended_ && !broken_) {
    const std::size_t had = raw_.size();
    std::size_t got = 0;
    raw_.resize(wanted);
    try {
      got = read_(raw_.data() + had, wanted - had);
      ended_ = got == 0;
    } catch (...) {
      broken_ = std::current_exception();
    }
    raw_.resize(had + got);
  }
}

std::size_t Decoded::read(char* to, std::size_t capacity) {
  while (at_ == utf8_.size()) {
    if (raw_.empty() && broken_) std::rethrow_exception(std::exchange(broken_, nullptr));
    if (raw_.empty() && ended_) return 0;
    decode_more();
  }
  const std::size_t n = utf8_.copy(to, capacity, at_);
  at_ += n;
  return n;
}

void Decoded::decode_more() {
  offset_ += utf8_.size();
  utf8_.clear();
  at_ = 0;
  fill(piece);
  if (!from_) {
    utf8_.swap(raw_);
    return;
  }
  std::vector<text::LostBytes> lost;
  raw_.erase(0, from_->decode(raw_, ended_ || broken_ != nullptr, utf8_, lost));
  for (text::LostBytes& some : lost) {
    some.begin += offset_;
    some.end += offset_;
    lost_.push_back(std::move(some));
  }
}

std::vector<text::LostBytes> Decoded::take_lost(std::uint64_t end) {
  std::vector<text::LostBytes> out;
  while (!lost_.empty() && lost_.front().begin < end) {
    out.push_back(std::move(lost_.front()));
    lost_.pop_front();
  }
  return out;
}

}  // namespace dechaff::bytes
