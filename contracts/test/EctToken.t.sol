// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EctToken} from "../src/EctToken.sol";
import {Base} from "./Base.t.sol";
import {VM} from "./Vm.sol";

contract EctTokenTest is Base {
    function test_The_whole_supply_is_minted_at_birth() public {
        EctToken other = new EctToken(stranger.at, 1e9 ether);
        VM.assertEq(other.totalSupply(), 1e9 ether);
        VM.assertEq(other.balanceOf(stranger.at), 1e9 ether);
        VM.assertEq(other.name(), "Edge Computing Token");
        VM.assertEq(other.symbol(), "ECT");
        VM.assertEq(other.decimals(), 18);
    }

    function test_A_supply_beyond_96_bits_is_refused() public {
        uint256 tooMuch = uint256(type(uint96).max) + 1;
        VM.expectRevert(abi.encodeWithSelector(EctToken.SupplyTooLarge.selector, tooMuch, type(uint96).max));
        new EctToken(stranger.at, tooMuch);
    }

    function test_Tokens_vote_once_delegated() public {
        token.transfer(stranger.at, 5 ether);
        VM.assertEq(token.getVotes(stranger.at), 0);
        VM.prank(stranger.at);
        token.delegate(stranger.at);
        VM.assertEq(token.getVotes(stranger.at), 5 ether);
        token.transfer(stranger.at, 1 ether);
        VM.assertEq(token.getVotes(stranger.at), 6 ether);
    }
}
