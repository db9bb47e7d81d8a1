// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Who signed a settlement: four words in memory for each.
/// @dev A member's place is not checked when it is read or written: whoever takes a position from outside checks it once.
type Crew is uint256;

using CrewLibrary for Crew global;

library CrewLibrary {
    /// @dev Words of a member: its address; the slot of its Seat; the evidence of its vote on the deal at hand (zero: not
    /// seated for it); what it is due: from the low end 64 bits of reward and 80 bits of stake at risk, both in gwei, 96 bits
    /// of protocol fees, 16 bits of who paid them.
    uint256 internal constant WORKER = 0;
    uint256 internal constant SEAT = 32;
    uint256 internal constant BITS = 64;
    uint256 internal constant DUE = 96;
    uint256 private constant SIZE = 128;

    function allocate(uint256 count) internal pure returns (Crew crew) {
        uint256[] memory words = new uint256[](count * SIZE / 32);
        assembly ("memory-safe") {
            mstore(words, count)
            crew := words
        }
    }

    function size(Crew self) internal pure returns (uint256 count) {
        assembly ("memory-safe") {
            count := mload(self)
        }
    }

    /// @notice Where the member's words are.
    function member(Crew self, uint256 position) internal pure returns (uint256 at) {
        unchecked {
            at = Crew.unwrap(self) + 32 + position * SIZE;
        }
    }

    function next(uint256 member_) internal pure returns (uint256) {
        unchecked {
            return member_ + SIZE;
        }
    }

    function get(uint256 member_, uint256 word) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(add(member_, word))
        }
    }

    function set(uint256 member_, uint256 word, uint256 value) internal pure {
        assembly ("memory-safe") {
            mstore(add(member_, word), value)
        }
    }

    function addresses(Crew self) internal pure returns (address[] memory list) {
        list = new address[](self.size());
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = address(uint160(get(self.member(i), WORKER)));
        }
    }

    /// @notice keccak256 of the addresses, each in a word.
    function hash(Crew self) internal pure returns (bytes32 result) {
        uint256 count = self.size();
        assembly ("memory-safe") {
            let free := mload(0x40)
            let from := add(self, 32)
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                mstore(add(free, shl(5, i)), mload(add(from, shl(7, i))))
            }
            result := keccak256(free, shl(5, count))
        }
    }
}
