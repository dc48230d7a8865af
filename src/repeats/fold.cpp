#include "repeats/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <stdexcept>

#include "text/utf8.h"

namespace dechaff::repeats {
namespace {

enum class Part : unsigned char { dropped, digit, other };

Part part_of(char32_t c) {
  const auto type = U_MASK(u_charType(static_cast<UChar32>(c)));
  if ((type & U_GC_ND_MASK) != 0) return Part::digit;
  constexpr auto dropped = U_GC_P_MASK | U_GC_Z_MASK | U_GC_CC_MASK | U_GC_CF_MASK;
  return (type & dropped) != 0 ? Part::dropped : Part::other;
}

/// Appends the parts that count; letters are folded already.
class Keeper {
 public:
  Keeper(bool any_digit, std::string& out) : any_digit_(any_digit), out_(out) {}

  void add(Part part, std::string_view bytes) {
    if (part == Part::dropped) {
      parted_ = true;
      return;
    }
    if (part == Part::digit && before_ == Part::digit && parted_) out_ += ' ';
    if (part == Part::digit && any_digit_) {
      out_ += '0';
    } else {
      out_ += bytes;
    }
    before_ = part;
    parted_ = false;
  }

 private:
  bool any_digit_, parted_ = false;
  std::string& out_;
  Part before_ = Part::dropped;
};

void keep_parts(std::string_view text, bool any_digit, std::string& out) {
  Keeper keeper(any_digit, out);
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    char lower = static_cast<char>(d.c);
    if (d.c >= 'A' && d.c <= 'Z') lower = static_cast<char>(d.c + 32);
    keeper.add(part_of(d.c), d.c < 0x80 ? std::string_view(&lower, 1) : text.substr(at, d.bytes));
    at += d.bytes;
  }
}

}  // namespace

void fold(std::string_view text, bool any_digit, std::string& out) {
  out.clear();
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<signed char>(c) >= 0; });
  if (ascii) {
    keep_parts(text, any_digit, out);
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string folded;
  if (U_SUCCESS(status)) {
    icu::StringByteSink<std::string> sink(&folded);
    form->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())),
                        sink, nullptr, status);
  }
  if (U_FAILURE(status))
    throw std::runtime_error("ICU cannot fold case: " + std::string(u_errorName(status)));
  keep_parts(folded, any_digit, out);
}

}  // namespace dechaff::repeats
