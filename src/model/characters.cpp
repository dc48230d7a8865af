#include "model/characters.h"

namespace dechaff::model_text {
namespace {

bool between(std::uint32_t point, std::uint32_t low, std::uint32_t high) {
  return point - low <= high - low;
}

PointClass classify_latin(std::uint32_t point) {
  if (point < 0xC0) {
    switch (point) {
      case 0xA0:
        return PointClass::space;
      case 0xA2:
      case 0xA3:
      case 0xA4:
      case 0xA5:
        return PointClass::currency;
      case 0xA9:
      case 0xAE:
        return PointClass::copyright;
      case 0xAA:
      case 0xB5:
      case 0xBA:
        return PointClass::lower;
      case 0xAB:
        return PointClass::opening_quote;
      case 0xBB:
        return PointClass::closing_quote;
      case 0xB7:
        return PointClass::separator;
      case 0xAD:
        return PointClass::ignored;
      default:
        return point < 0xA0 ? PointClass::ignored : PointClass::mark;
    }
  }
  if (point == 0xD7 || point == 0xF7) return PointClass::mark;
  if (point < 0x100) return point < 0xDF ? PointClass::upper : PointClass::lower;
  if (point < 0x180) {
    const bool odd_is_upper = between(point, 0x139, 0x148) || between(point, 0x179, 0x17E);
    return ((point & 1U) != 0) == odd_is_upper ? PointClass::upper : PointClass::lower;
  }
  return PointClass::lower;
}

PointClass classify_greek_to_hebrew(std::uint32_t point) {
  if (point == 0x37E) return PointClass::question;
  if (point == 0x387) return PointClass::comma;
  if (point == 0x386 || between(point, 0x388, 0x38F) || between(point, 0x391, 0x3AB))
    return PointClass::upper;
  if (point < 0x400) return PointClass::lower;
  if (point < 0x430) return PointClass::upper;
  if (point < 0x460) return PointClass::lower;
  if (point < 0x530) return (point & 1U) == 0 ? PointClass::upper : PointClass::lower;
  if (between(point, 0x531, 0x556)) return PointClass::upper;
  if (point == 0x589) return PointClass::period;
  if (point == 0x5C3) return PointClass::period;
  return PointClass::lower;
}

PointClass classify_arabic_to_indic(std::uint32_t point) {
  switch (point) {
    case 0x60C:
    case 0x61B:
      return PointClass::comma;
    case 0x61F:
      return PointClass::question;
    case 0x6D4:  // Urdu
    case 0x964:  // danda
    case 0x965:
    case 0x104A:  // Myanmar
    case 0x104B:
    case 0x1362:  // Ethiopic
    case 0x17D4:  // Khmer
    case 0x1803:  // Mongolian
      return PointClass::period;
    case 0x1367:
      return PointClass::question;
    case 0x1363:
      return PointClass::comma;
    default:
      break;
  }
  if (between(point, 0x660, 0x669) || between(point, 0x6F0, 0x6F9) || between(point, 0x966, 0x96F))
    return PointClass::digit;
  // Thai, Lao, Myanmar and Khmer are written without spaces between words.
  if (between(point, 0xE01, 0xEDF) || between(point, 0x1000, 0x109F) ||
      between(point, 0x1780, 0x17B3))
    return PointClass::ideograph;
  return PointClass::lower;
}

PointClass classify_punctuation(std::uint32_t point) {
  if (point <= 0x200A || point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F)
    return PointClass::space;
  if (between(point, 0x200B, 0x200F) || between(point, 0x202A, 0x202E) ||
      between(point, 0x2060, 0x206F))
    return PointClass::ignored;
  switch (point) {
    case 0x2018:
    case 0x201A:
    case 0x201C:
    case 0x201E:
      return PointClass::opening_quote;
    case 0x2019:
    case 0x201D:
      return PointClass::closing_quote;
    case 0x2026:
      return PointClass::ellipsis;
    case 0x2022:
    case 0x2023:
    case 0x2027:
    case 0x203A:
    case 0x2039:
    case 0x2043:
      return PointClass::separator;
    case 0x203C:
      return PointClass::exclaim;
    case 0x2047:
    case 0x2048:
    case 0x2049:
      return PointClass::question;
    case 0x2122:
      return PointClass::copyright;
    default:
      break;
  }
  if (between(point, 0x20A0, 0x20CF)) return PointClass::currency;
  if (between(point, 0x2190, 0x21FF) || between(point, 0x25A0, 0x27BF))
    return PointClass::separator;
  return PointClass::mark;
}

PointClass classify_east_asian(std::uint32_t point) {
  switch (point) {
    case 0x3000:
      return PointClass::space;
    case 0x3001:
    case 0xFF0C:
    case 0xFF1B:
    case 0xFF64:
      return PointClass::comma;
    case 0x3002:
    case 0xFF0E:
    case 0xFF61:
      return PointClass::period;
    case 0xFF01:
      return PointClass::exclaim;
    case 0xFF1F:
      return PointClass::question;
    case 0xFF1A:
      return PointClass::colon;
    case 0xFF5C:
    case 0x30FB:
      return PointClass::separator;
    case 0x300A:
    case 0x300C:
    case 0x300E:
    case 0xFF08:
    case 0x3010:
      return PointClass::opening_quote;
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0xFF09:
    case 0x3011:
      return PointClass::closing_quote;
    case 0xFE0F:
    case 0xFEFF:
      return PointClass::ignored;
    default:
      break;
  }
  if (between(point, 0x3005, 0x3007) || between(point, 0x3040, 0x30FF) ||
      between(point, 0x3400, 0x4DBF) || between(point, 0x4E00, 0x9FFF) ||
      between(point, 0xF900, 0xFAFF))
    return PointClass::ideograph;
  if (between(point, 0xAC00, 0xD7AF) || between(point, 0x3100, 0x318F)) return PointClass::lower;
  if (between(point, 0xFF10, 0xFF19)) return PointClass::digit;
  if (between(point, 0xFF21, 0xFF3A)) return PointClass::upper;
  if (between(point, 0xFF41, 0xFF5A)) return PointClass::lower;
  if (between(point, 0xFF66, 0xFF9F)) return PointClass::ideograph;
  if (point < 0x3400 || point >= 0xFE00) return PointClass::mark;
  return PointClass::lower;
}

}  // namespace

PointClass classify(std::uint32_t point) {
  if (point < 0x370) return classify_latin(point);
  if (point < 0x600) return classify_greek_to_hebrew(point);
  if (point < 0x2000) return classify_arabic_to_indic(point);
  if (point < 0x2E80) return classify_punctuation(point);
  if (point < 0x10000) return classify_east_asian(point);
  if (between(point, 0x20000, 0x3FFFF)) return PointClass::ideograph;
  if (between(point, 0x1F000, 0x1FAFF)) return PointClass::separator;
  return PointClass::lower;
}

std::uint32_t fold(std::uint32_t point) {
  if (between(point, 0xC0, 0xDE) && point != 0xD7) return point + 0x20;
  if (between(point, 0x100, 0x17F)) {
    return classify_latin(point) == PointClass::upper && point != 0x130 && point != 0x178
               ? point + 1
               : point;
  }
  if (between(point, 0x391, 0x3AB)) return point + 0x20;
  if (between(point, 0x410, 0x42F)) return point + 0x20;
  if (between(point, 0x400, 0x40F)) return point + 0x50;
  if (between(point, 0x460, 0x52F) && (point & 1U) == 0 && !between(point, 0x482, 0x489))
    return point + 1;
  if (between(point, 0x531, 0x556)) return point + 0x30;
  return point;
}

Decoded decode(const unsigned char* p, const unsigned char* end) {
  const std::uint32_t lead = *p;
  const auto tail = [&](int i) { return p + i < end && (p[i] & 0xC0U) == 0x80U; };
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead < 0xE0 && tail(1)) return {(lead & 0x1FU) << 6 | (p[1] & 0x3FU), 2};
  if (lead >= 0xE0 && lead < 0xF0 && tail(1) && tail(2)) {
    const std::uint32_t point = (lead & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
    if (point >= 0x800 && !between(point, 0xD800, 0xDFFF)) return {point, 3};
  }
  if (lead >= 0xF0 && lead < 0xF5 && tail(1) && tail(2) && tail(3)) {
    const std::uint32_t point =
        (lead & 0x07U) << 18 | (p[1] & 0x3FU) << 12 | (p[2] & 0x3FU) << 6 | (p[3] & 0x3FU);
    if (between(point, 0x10000, 0x10FFFF)) return {point, 4};
  }
  return {0xFFFD, 1};
}

}  // namespace dechaff::model_text
