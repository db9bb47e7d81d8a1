// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEscrow} from "../../src/interfaces/IEscrow.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {Base} from "../Base.t.sol";
import {FeeToken, ReentrantToken} from "../mocks/Tokens.sol";
import {VM} from "../Vm.sol";

contract EscrowTest is Base {
    function setUp() public override {
        super.setUp();
        token.transfer(stranger.at, 100 ether);
        VM.prank(stranger.at);
        token.approve(address(hub), 100 ether);
    }

    /* DEPOSIT */

    function test_Deposit_moves_tokens_into_the_free_balance() public {
        uint256 held = token.balanceOf(address(hub));
        VM.expectEmit(address(hub));
        emit IEscrow.Deposited(stranger.at, stranger.at, 40 ether);
        VM.prank(stranger.at);
        hub.deposit(40 ether);

        VM.assertEq(_free(stranger.at), 40 ether);
        VM.assertEq(token.balanceOf(address(hub)), held + 40 ether);
        _assertConserved();
    }

    function test_Deposit_for_another_credits_the_other() public {
        VM.prank(stranger.at);
        hub.depositFor(scheduler.at, 40 ether);

        VM.assertEq(_free(scheduler.at), 40 ether);
        VM.assertEq(_free(stranger.at), 0);
    }

    function test_Deposit_of_nothing_for_nobody_or_too_much_is_refused() public {
        VM.expectRevert(ILedger.ZeroAmount.selector);
        hub.deposit(0);
        VM.expectRevert(ILedger.ZeroAddress.selector);
        hub.depositFor(address(0), 1);
        uint256 tooMuch = uint256(type(uint96).max) + 1;
        VM.expectRevert(abi.encodeWithSelector(ILedger.AmountTooLarge.selector, tooMuch));
        hub.deposit(tooMuch);
    }

    function test_Deposit_without_allowance_is_refused() public {
        VM.expectRevert();
        VM.prank(stranger.at);
        hub.deposit(101 ether);
    }

    function test_Deposit_of_a_token_that_keeps_a_fee_is_refused() public {
        FeeToken cheat = new FeeToken();
        IEscrow other = IEscrow(_deployHub(address(cheat)));
        cheat.approve(address(other), 100);
        VM.expectRevert(abi.encodeWithSelector(IEscrow.UnexpectedTransfer.selector, 100, 99));
        other.deposit(100);
    }

    /* PERMIT */

    function _permit(uint256 amount) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash =
            keccak256(abi.encode(typeHash, requester.at, address(hub), amount, token.nonces(requester.at), START + 60));
        return VM.sign(requester.key, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), structHash)));
    }

    function test_Deposit_with_permit_needs_no_approval() public {
        token.transfer(requester.at, 7 ether);
        (uint8 v, bytes32 r, bytes32 s) = _permit(7 ether);
        VM.prank(requester.at);
        hub.depositWithPermit(7 ether, START + 60, v, r, s);
        VM.assertEq(_free(requester.at), WEALTH + 7 ether);
    }

    function test_Deposit_with_permit_survives_somebody_submitting_the_permit_first() public {
        token.transfer(requester.at, 7 ether);
        (uint8 v, bytes32 r, bytes32 s) = _permit(7 ether);
        VM.prank(stranger.at);
        token.permit(requester.at, address(hub), 7 ether, START + 60, v, r, s);
        VM.prank(requester.at);
        hub.depositWithPermit(7 ether, START + 60, v, r, s);
        VM.assertEq(_free(requester.at), WEALTH + 7 ether);
    }

    function test_Deposit_with_a_permit_for_less_is_refused() public {
        token.transfer(requester.at, 7 ether);
        (uint8 v, bytes32 r, bytes32 s) = _permit(6 ether);
        VM.expectRevert();
        VM.prank(requester.at);
        hub.depositWithPermit(7 ether, START + 60, v, r, s);
    }

    /* WITHDRAW */

    function test_Withdraw_sends_free_tokens_back() public {
        VM.expectEmit(address(hub));
        emit IEscrow.Withdrawn(requester.at, requester.at, 5 ether);
        VM.prank(requester.at);
        hub.withdraw(5 ether);
        VM.assertEq(token.balanceOf(requester.at), 5 ether);
        VM.assertEq(_free(requester.at), WEALTH - 5 ether);

        VM.prank(requester.at);
        hub.withdrawTo(stranger.at, 1 ether);
        VM.assertEq(token.balanceOf(stranger.at), 101 ether);
        _assertConserved();
    }

    function test_Withdraw_of_more_than_is_free_is_refused() public {
        VM.expectRevert(
            abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, requester.at, WEALTH, WEALTH + 1)
        );
        VM.prank(requester.at);
        hub.withdraw(WEALTH + 1);
    }

    function test_Locked_tokens_cannot_be_withdrawn() public {
        _matchDefault();
        uint256 free = _free(requester.at);
        VM.assertEq(free, WEALTH - 5 * 15 ether);
        VM.expectRevert(abi.encodeWithSelector(ILedger.InsufficientFreeBalance.selector, requester.at, free, free + 1));
        VM.prank(requester.at);
        hub.withdraw(free + 1);
    }

    function test_Withdraw_of_nothing_or_to_nobody_is_refused() public {
        VM.expectRevert(ILedger.ZeroAmount.selector);
        hub.withdraw(0);
        VM.expectRevert(ILedger.ZeroAddress.selector);
        hub.withdrawTo(address(0), 1);
    }

    function test_A_token_that_calls_back_cannot_reenter() public {
        ReentrantToken cheat = new ReentrantToken();
        IEscrow other = IEscrow(_deployHub(address(cheat)));
        cheat.approve(address(other), 100);
        other.deposit(100);
        cheat.attack(other);
        VM.expectRevert(ReentrantToken.Blocked.selector);
        other.withdraw(50);
    }

    function testFuzz_What_goes_in_comes_out(uint96 amount, uint96 back) public {
        amount = uint96(1 + amount % 100 ether);
        back = uint96(1 + back % amount);
        VM.prank(stranger.at);
        hub.deposit(amount);
        VM.prank(stranger.at);
        hub.withdraw(back);
        VM.assertEq(_free(stranger.at), amount - back);
        VM.assertEq(token.balanceOf(stranger.at), 100 ether - amount + back);
        _assertConserved();
    }
}
