#include "io/repeats_writer.h"

#include <cstdio>

#include "io/keys_writer.h"

namespace dechaff::io {
void RepeatsWriter::document(const Rendering& what, std::string& out) const {
  const Document& document = what.document;
  for (const Decision& d : document.decisions) {
    append_cell(out, document.source);
    out += '\t' + std::to_string(document.ordinal) + '\t' + std::to_string(d.span.begin) + '\t' +
           std::to_string(d.span.end) + '\t' + std::to_string(d.of.begin) + '\t' +
           std::to_string(d.of.end) + '\t';
    out += d.reason.code.substr(d.reason.code.find('.') + 1);
    char score[32];
    std::snprintf(score, sizeof score, "\t%.3f\t", static_cast<double>(d.score));
    out += score;
    append_cell(out, trim(document.bytes.substr(d.span.begin, d.span.size())));
    out += '\n';
  }
}

}  // namespace dechaff::io
