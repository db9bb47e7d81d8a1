// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reputation, ReputationLibrary} from "../../src/types/Reputation.sol";
import {VM} from "../Vm.sol";

contract ReputationTest {
    uint256 private constant DAY = 20_000;
    uint256 private constant UNIT = 1e14;

    function setUp() public {
        VM.warp(DAY * 1 days);
    }

    function _of(uint256 fees, uint256 payers) private pure returns (Reputation) {
        return ReputationLibrary.pack(fees, payers, DAY);
    }

    function test_A_newcomer_has_two_bits_whatever_is_at_stake() public view {
        VM.assertEq(Reputation.wrap(0).bits(0), 2);
        VM.assertEq(Reputation.wrap(0).bits(1), 2);
        VM.assertEq(Reputation.wrap(0).bits(type(uint128).max), 2);
    }

    function test_Each_bit_more_takes_twice_the_fees_and_two_payers() public view {
        uint256 value = 1000 * UNIT;
        uint256[5] memory fees = [uint256(999), 1000, 3000, 7000, 15_000];
        for (uint256 i = 0; i < 5; ++i) {
            VM.assertEq(_of(fees[i], 0xffff).bits(value), 2 + i);
            if (i > 0) VM.assertEq(_of(fees[i] - 1, 0xffff).bits(value), 1 + i);
        }
        VM.assertEq(_of(type(uint32).max, 0xffff).bits(value), 6);
        uint256[5] memory payers = [uint256(0x1), 0x3, 0xf, 0x3f, 0xff];
        for (uint256 i = 0; i < 5; ++i) {
            VM.assertEq(_of(type(uint32).max, payers[i]).bits(value), 2 + i);
        }
    }

    function test_A_value_of_nothing_is_no_reason_to_trust_anybody() public view {
        VM.assertEq(_of(type(uint32).max, 0xffff).bits(0), 2);
    }

    function test_Fees_halve_in_64_days_and_fall_in_a_straight_line_in_between() public pure {
        Reputation r = _of(1000, 1);
        VM.assertEq(r.feesOn(DAY), 1000);
        VM.assertEq(r.feesOn(DAY + 32), 750);
        VM.assertEq(r.feesOn(DAY + 64), 500);
        VM.assertEq(r.feesOn(DAY + 96), 375);
        VM.assertEq(r.feesOn(DAY + 128), 250);
        VM.assertEq(r.feesOn(DAY + 64 * 12), 0);
        VM.assertEq(r.feesOn(DAY - 1), 1000); // a clock that runs back adds nothing
    }

    function testFuzz_Fees_never_grow_by_waiting(uint32 fees, uint16 sooner, uint16 later) public pure {
        Reputation r = _of(fees, 1);
        if (later < sooner) (sooner, later) = (later, sooner);
        VM.assertTrue(r.feesOn(DAY + later) <= r.feesOn(DAY + sooner));
        VM.assertTrue(r.feesOn(DAY + sooner) <= fees);
    }

    function test_What_is_added_comes_on_top_of_what_is_left() public {
        Reputation r = _of(1000, 0x1);
        VM.warp((DAY + 64) * 1 days);
        r = r.add(100, 0x4);
        VM.assertEq(r.fees(), 600);
        VM.assertEq(r.payers(), 0x5);
        VM.assertEq(r.day(), DAY + 64);
    }

    function test_Fees_beyond_32_bits_count_as_just_so_many() public view {
        Reputation r = _of(type(uint32).max, 0x1).add(type(uint32).max, 0x1);
        VM.assertEq(r.fees(), type(uint32).max);
        VM.assertEq(r.payers(), 0x1);
    }

    /// @dev A part in the account and a part in a seat are one reputation, and nothing is gained by moving it about.
    function testFuzz_Two_parts_are_as_much_as_the_whole(uint32 a, uint32 b, uint16 payers) public view {
        Reputation whole = _of(a, payers).merge(_of(b, payers >> 3));
        uint256 sum = uint256(a) + b;
        VM.assertEq(whole.fees(), sum > type(uint32).max ? type(uint32).max : sum);
        VM.assertEq(whole.payers(), b == 0 && payers >> 3 == 0 ? payers : payers | (payers >> 3));
        VM.assertEq(Reputation.unwrap(_of(a, payers).merge(Reputation.wrap(0))), Reputation.unwrap(_of(a, payers)));
    }

    function testFuzz_Every_payer_has_one_of_sixteen_bits(address payer) public pure {
        uint256 bit = ReputationLibrary.payerBit(payer);
        VM.assertEq(bit, 1 << (uint256(keccak256(abi.encode(payer))) & 15));
        VM.assertTrue(bit != 0 && bit & (bit - 1) == 0 && bit <= 0x8000);
    }

    function testFuzz_Packing_loses_nothing(uint32 fees, uint16 payers, uint16 day) public pure {
        Reputation r = ReputationLibrary.pack(fees, payers, day);
        VM.assertEq(r.fees(), fees);
        VM.assertEq(r.payers(), payers);
        VM.assertEq(r.day(), day);
    }
}
