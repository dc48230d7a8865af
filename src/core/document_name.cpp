#include "core/document_name.h"

namespace dechaff {

std::string document_name(const Document& document) {
  if (!document.id.empty()) return std::string(document.id);
  return std::string(document.source) + '#' + std::to_string(document.ordinal);
}

}  // namespace dechaff
