#pragma once

#include <memory>
#include <string_view>

#include "filters/repairs/repair.h"

namespace dechaff::repairs {

/// Finds text that was decoded with the wrong encoding, where the evidence is certain:
///   - UTF-8 read as Windows-1252 ("CafÃ©"), 1250, 1251, 1253, 1254, KOI8-R, Shift JIS or GB 18030
///     ("РџСЂРёРІРµС‚", "縺薙ｓ縺ｫ"), also twice over;
///   - GBK, Shift JIS, Windows-1251 and KOI8-R read as Windows-1252 ("ÄãºÃ", "Ïðèâåò").
/// Every run of characters beyond ASCII is to turn back into whole, plausible characters. Of UTF-8
/// read as Windows-1252, one run in five may be right as it is; of a script of its own (Cyrillic,
/// Greek, Chinese), a run of some characters is certain by itself, whatever the rest of the line
/// is. A lone "Ã” that may be a letter and a quote stays. The idea of judging by what comes out is
/// ftfy's (github.com/rspeer/python-ftfy); the rules are ours. One object a thread. O(n).
class Mojibake {
 public:
  Mojibake();
  ~Mojibake();

  void find(std::string_view line, Repairs& out);

 private:
  struct Pages;
  std::unique_ptr<Pages> pages_;
};

}  // namespace dechaff::repairs
