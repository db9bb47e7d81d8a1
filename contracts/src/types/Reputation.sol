// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What a worker has behind it, in 64 bits: protocol fees burned for its right results (32 bits, in 10^-4 token),
/// a sketch of who paid them (16 bits), the day of the last entry (16 bits, days since 1970).
/// @dev Fees are money that is gone: a reputation cannot be had for less than it is worth. It halves every HALF_LIFE.
type Reputation is uint64;

using ReputationLibrary for Reputation global;

library ReputationLibrary {
    /// @notice Unit of fees, in the token's smallest unit.
    uint256 internal constant UNIT = 1e14;
    /// @notice Days in which unrefreshed fees lose half of their weight.
    uint256 internal constant HALF_LIFE = 64;
    /// @notice Evidence of a worker without reputation, in bits: odds of 4 to 1 that its result is right. Sarmenta's
    /// sabotage rate f of 1/5.
    uint256 internal constant NEWCOMER_BITS = 2;
    /// @notice Most that a reputation adds: such a worker counts for three newcomers.
    uint256 internal constant MOST_EXTRA_BITS = 4;

    function pack(uint256 fees_, uint256 payers_, uint256 day_) internal pure returns (Reputation) {
        if (fees_ > type(uint32).max) fees_ = type(uint32).max;
        return Reputation.wrap(uint64(fees_ << 32 | (payers_ & 0xffff) << 16 | (day_ & 0xffff)));
    }

    function fees(Reputation self) internal pure returns (uint256) {
        return Reputation.unwrap(self) >> 32;
    }

    function payers(Reputation self) internal pure returns (uint256) {
        return (Reputation.unwrap(self) >> 16) & 0xffff;
    }

    function day(Reputation self) internal pure returns (uint256) {
        return Reputation.unwrap(self) & 0xffff;
    }

    function today() internal view returns (uint256) {
        return (block.timestamp / 1 days) & 0xffff;
    }

    /// @notice The bit of a payer in the sketch: one of 16.
    function payerBit(address payer) internal pure returns (uint256) {
        return 1 << (uint256(keccak256(abi.encode(payer))) & 15);
    }

    /// @notice Fees as they weigh on `on`: halved for each HALF_LIFE, in between on a straight line.
    function feesOn(Reputation self, uint256 on) internal pure returns (uint256 left) {
        uint256 last = self.day();
        if (on <= last) return self.fees();
        unchecked {
            uint256 age = on - last;
            left = self.fees() >> (age / HALF_LIFE);
            left -= left * (age % HALF_LIFE) / (2 * HALF_LIFE);
        }
    }

    /// @notice Fees of another task are added. `payers_` are bits of the sketch.
    function add(Reputation self, uint256 fees_, uint256 payers_) internal view returns (Reputation) {
        uint256 on = today();
        unchecked {
            return pack(feesOn(self, on) + fees_, Reputation.unwrap(self) >> 16 | payers_, on);
        }
    }

    /// @notice Two parts of one worker's reputation together.
    function merge(Reputation self, Reputation other) internal view returns (Reputation) {
        if (Reputation.unwrap(other) == 0) return self;
        return add(self, other.feesOn(today()), other.payers());
    }

    /// @notice Evidence of one vote, in bits: log2 of the odds that it is right.
    /// @param value What a wrong result may cost: the more is at stake, the less a reputation is worth.
    function bits(Reputation self, uint256 value) internal view returns (uint256) {
        uint256 worth = UNIT * feesOn(self, today());
        if (worth < value || value == 0) return NEWCOMER_BITS;
        uint256 ratio = 1 + worth / value;
        uint256 extra;
        while (ratio > 1 && extra < MOST_EXTRA_BITS) {
            ratio >>= 1;
            ++extra;
        }
        uint256 distinct;
        for (uint256 left = self.payers(); left != 0; left &= left - 1) {
            ++distinct;
        }
        return NEWCOMER_BITS + (extra < distinct / 2 ? extra : distinct / 2);
    }
}
