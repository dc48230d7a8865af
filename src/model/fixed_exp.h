#pragma once

#include <algorithm>

namespace dechaff::model_math {

/// e^x from + and · alone, so that it is the same on every machine: (1 + x/2^16)^(2^16) by repeated
/// squaring, off by less than 0.2 % of itself for |x| ≤ 12.
inline double fixed_exp(float x) {
  double power = 1.0 + static_cast<double>(x) / 65536.0;
  for (int i = 0; i < 16; ++i) power *= power;
  return power;
}

inline float logistic(float x) {
  return static_cast<float>(1.0 / (1.0 + fixed_exp(-std::clamp(x, -12.0F, 12.0F))));
}

}  // namespace dechaff::model_math
