#include "dedup/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <array>
#include <stdexcept>

#include "text/normalize.h"
#include "text/utf8.h"

namespace dechaff::dedup {
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
    keeper.add(part_of(d.c), text.substr(at, d.bytes));
    at += d.bytes;
  }
}

/// What fold() makes of an ASCII byte: 0 when it does not count.
constexpr std::array<char, 128> ascii_forms = [] {
  std::array<char, 128> out{};
  for (int c = 0x21; c < 0x7F; ++c) {
    const bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    const bool digit = c >= '0' && c <= '9';
    const bool symbol = c == '$' || c == '+' || c == '<' || c == '=' || c == '>' || c == '^' ||
                        c == '`' || c == '|' || c == '~';
    if (letter) out[static_cast<std::size_t>(c)] = static_cast<char>(c | 0x20);
    if (digit || symbol) out[static_cast<std::size_t>(c)] = static_cast<char>(c);
  }
  return out;
}();

void fold_ascii(std::string_view text, bool any_digit, std::string& out) {
  const std::size_t most = text.size() + text.size() / 2 + 2;  // a space between two digits at most
  std::array<char, 1024> small;  // most lines are short; a string would be filled with zeros first
  if (most > small.size()) out.resize(most);
  char* const begin = most > small.size() ? out.data() : small.data();
  char* to = begin;
  // No branch but for digits: where words end no one can foretell.
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto form_of = [](char c) { return ascii_forms[static_cast<unsigned char>(c)]; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char form = form_of(text[i]);
    if (is_digit(form)) {
      if (to != begin && is_digit(to[-1]) && form_of(text[i - 1]) == 0) *to++ = ' ';
      *to++ = any_digit ? '0' : form;
      continue;
    }
    *to = form;
    to += form != 0 ? 1 : 0;
  }
  const auto size = static_cast<std::size_t>(to - begin);
  if (most > small.size()) {
    out.resize(size);
  } else {
    out.assign(begin, size);
  }
}

}  // namespace

void fold(std::string_view text, bool any_digit, std::string& out) {
  if (text::is_ascii(text)) {
    fold_ascii(text, any_digit, out);
    return;
  }
  out.clear();
  if (text::defies_normalization(text)) {
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

}  // namespace dechaff::dedup
