#include "text/lines.h"

#include <bit>
#include <cstdint>

#include "text/simd.h"

namespace dechaff::text {

namespace {

class LineScan {
 public:
  LineScan(std::string_view text, std::vector<Line>& out) : text_(text), out_(out) {}

  // A byte that may begin a line ending; candidates come in order.
  void candidate(std::size_t at) {
    if (at < begin_) return;  // the LF of a CR LF
    switch (text_[at]) {
      case '\n':
        end_line(at, 1);
        break;
      case '\r':
        end_line(at, at + 1 < text_.size() && text_[at + 1] == '\n' ? 2 : 1);
        break;
      default:
        if (at + 2 < text_.size() && text_[at + 1] == '\x80' &&
            (text_[at + 2] == '\xA8' || text_[at + 2] == '\xA9')) {
          end_line(at, 3);
        }
    }
  }

  void finish() {
    if (begin_ < text_.size()) end_line(text_.size(), 0);
  }

 private:
  void end_line(std::size_t at, std::size_t ending) {
    out_.push_back({begin_, at, at + ending});
    begin_ = at + ending;
  }

  std::string_view text_;
  std::vector<Line>& out_;
  std::size_t begin_ = 0;
};

}  // namespace

void split_lines(std::string_view text, std::vector<Line>& out) {
  LineScan scan(text, out);
  std::size_t i = 0;
  for (; i + 16 <= text.size(); i += 16) {
    const simd::Block b = simd::load(text.data() + i);
    std::uint32_t hits = simd::high_bits(simd::either(
        simd::either(simd::equal(b, '\n'), simd::equal(b, '\r')), simd::equal(b, 0xE2)));
    for (; hits != 0; hits &= hits - 1) {
      scan.candidate(i + static_cast<std::size_t>(std::countr_zero(hits)));
    }
  }
  for (; i < text.size(); ++i) {
    if (text[i] == '\n' || text[i] == '\r' || text[i] == '\xE2') scan.candidate(i);
  }
  scan.finish();
}

std::size_t count_line_feeds(std::string_view text) {
  // Sums of one byte, of a fixed length: std::count makes each byte eight wide first.
  constexpr std::size_t stretch = 240;
  std::size_t count = 0, at = 0;
  for (; at + stretch <= text.size(); at += stretch) {
    std::uint8_t here = 0;
    for (std::size_t i = 0; i < stretch; ++i)
      here = static_cast<std::uint8_t>(here + (text[at + i] == '\n' ? 1 : 0));
    count += here;
  }
  for (; at < text.size(); ++at) count += text[at] == '\n' ? 1U : 0U;
  return count;
}

}  // namespace dechaff::text
