#pragma once

#include <memory>
#include <string_view>

#include "filters/repairs/repair.h"

namespace dechaff::repairs {

/// Finds text that was decoded with the wrong encoding, where the evidence is certain:
///   - UTF-8 read as Latin-1 or Windows-1252 ("CafÃ©"), also twice over;
///   - UTF-8 read as GBK ("浣犲ソ");
///   - GBK read as Latin-1 or Windows-1252 ("ÄãºÃ").
/// A line is mended when every run of characters beyond ASCII turns back into whole, plausible
/// characters: a line that is partly right, or a lone "Ã” that may be a letter and a quote, stays.
/// The idea of judging by what comes out is ftfy's (github.com/rspeer/python-ftfy); the rules are
/// ours. One object a thread. O(n).
class Mojibake {
 public:
  Mojibake();
  ~Mojibake();

  void find(std::string_view line, Repairs& out);

 private:
  struct Gbk;
  std::unique_ptr<Gbk> gbk_;
};

}  // namespace dechaff::repairs
