#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "bytes/unpacker.h"

namespace dechaff::bytes {

/// An unpacker for a library that unpacks one member as a stream. `Decoder` has `begin()`, a
/// `step(in, to, size)` as Unpacker::stream(), `why()`, and the static `kind` and
/// `find(window, from)`. Small members are unpacked ahead with decoders of their own.
template <class Decoder>
class MemberUnpacker final : public Unpacker {
 public:
  MemberUnpacker(Window& window, unsigned jobs) : Unpacker(window, jobs) {}

 protected:
  std::size_t find_member(std::string_view window, std::size_t from) const override {
    return Decoder::find(window, from);
  }

  void unpack(std::string_view window, std::size_t stop, Unpacked& out) const override {
    Decoder decoder;
    out.end = out.begin;
    while (out.end < stop && out.bytes().size() < most_of_a_part) {
      const std::size_t before = out.bytes().size();
      std::string_view in = window.substr(out.end);
      decoder.begin();
      std::size_t got = 0;
      for (Step step = Step::more; step != Step::end;) {
        std::size_t size = std::min<std::size_t>(1 << 18, most_of_a_member - got);
        char* to = out.room(got + size) + got;
        step = decoder.step(in, to, size);
        got += size;
        const bool stuck = size == 0 && step == Step::more;
        if (step == Step::broken || stuck || (step != Step::end && got == most_of_a_member)) return;
      }
      out.joints.push_back({out.end, before});
      out.add(got);
      out.end = window.size() - in.size();
    }
  }

  void begin_stream() override { decoder_.begin(); }
  Step stream(std::string_view& in, char* to, std::size_t& size) override {
    return decoder_.step(in, to, size);
  }
  std::string why() const override { return decoder_.why(); }
  std::string_view kind() const override { return Decoder::kind; }

 private:
  Decoder decoder_;
};

}  // namespace dechaff::bytes
