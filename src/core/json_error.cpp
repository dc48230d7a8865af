#include "core/json_error.h"

namespace dechaff {

std::string_view json_error(simdjson::error_code code) {
  switch (code) {
    case simdjson::CAPACITY:
      return "It is too long.";
    case simdjson::MEMALLOC:
      return "There is not enough memory for it.";
    case simdjson::DEPTH_ERROR:
      return "Its objects and arrays are nested too deeply.";
    case simdjson::STRING_ERROR:
      return "A string has a malformed escape.";
    case simdjson::UNESCAPED_CHARS:
      return "A string has a control character without an escape.";
    case simdjson::UNCLOSED_STRING:
      return "A string is opened, but never closed.";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
      return "A word is none of true, false, null.";
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
      return "A number is malformed or too large.";
    case simdjson::UTF8_ERROR:
      return "Its bytes are not UTF-8; --encoding reads other character sets.";
    case simdjson::EMPTY:
      return "It is empty.";
    case simdjson::INCORRECT_TYPE:
      return "The JSON element does not have the requested type.";
    case simdjson::NO_SUCH_FIELD:
      return "A field is missing.";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "JSON document ended early in the middle of an object or array.";
    case simdjson::TRAILING_CONTENT:
      return "Something follows its end.";
    default:
      return "It is malformed.";
  }
}

}  // namespace dechaff
