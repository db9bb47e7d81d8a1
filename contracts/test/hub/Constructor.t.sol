// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {EctHub} from "../../src/EctHub.sol";
import {EctHubExtension} from "../../src/EctHubExtension.sol";
import {EctHubRemedies} from "../../src/EctHubRemedies.sol";
import {EctToken} from "../../src/EctToken.sol";
import {IExchange} from "../../src/interfaces/IExchange.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {Category} from "../../src/types/Category.sol";
import {Deal} from "../../src/types/Deal.sol";
import {Base} from "../Base.t.sol";
import {VM} from "../Vm.sol";

contract Plenty is ERC20("Plenty", "PLY") {
    constructor() {
        _mint(msg.sender, uint256(type(uint96).max) + 1);
    }
}

contract ConstructorTest is Base {
    function test_The_hub_says_what_it_was_made_of() public view {
        VM.assertEq(address(hub.token()), address(token));
        VM.assertEq(address(hub.apps()), address(apps));
        VM.assertEq(address(hub.datasets()), address(datasets));
        VM.assertEq(address(hub.pools()), address(pools));
        VM.assertEq(hub.categoryCount(), 2);
        VM.assertEq(hub.category(0).name, "small");
        VM.assertEq(hub.category(1).duration, 5);
    }

    function test_The_limits_are_public() public view {
        EctHub first = EctHub(address(hub));
        VM.assertEq(first.SCHEDULER_STAKE_BPS(), 3000);
        VM.assertEq(first.PROTOCOL_FEE_BPS(), 200);
        VM.assertEq(first.MAX_TRUST(), 16);
        VM.assertEq(first.MAX_CONTRIBUTORS(), 32);
        VM.assertEq(first.SELF_ASSIGN_PERIODS(), 4);
        VM.assertEq(first.CONTRIBUTION_PERIODS(), 8);
        VM.assertEq(first.FINAL_PERIODS(), 10);
        VM.assertEq(first.MIN_REVEAL_PERIOD(), 30);
        VM.assertEq(first.CALLBACK_GAS(), 200_000);
        VM.assertEq(first.MAX_PARAMS_LENGTH(), 8192);
        EctHubExtension second = EctHubExtension(address(hub));
        VM.assertEq(second.UNBONDING_PERIOD(), 1 days);
        VM.assertEq(second.BOND_COVER(), 2);
        VM.assertEq(second.MAX_DEALS(), 255);
        VM.assertEq(second.MAX_SIGNERS(), 255);
        EctHubRemedies third = EctHubRemedies(address(hub));
        VM.assertEq(third.DECLINE_PENALTY_DIVISOR(), 10);
        VM.assertEq(third.RECEIPT_PERIOD(), 1 days);
        VM.assertEq(third.CHALLENGE_PERIOD(), 12 hours);
        VM.assertEq(third.ANSWER_PERIOD(), 6 hours);
        VM.assertLe(third.CHALLENGE_PERIOD() + third.ANSWER_PERIOD(), second.UNBONDING_PERIOD(), "bonds must last");
    }

    function test_All_parts_answer_at_one_address_and_the_others_have_nothing_of_their_own() public {
        address second = address(EctHub(address(hub)).extension());
        address third = address(EctHubExtension(second).remedies());
        VM.assertEq(address(EctHubExtension(address(hub)).remedies()), third);
        VM.assertTrue(second.code.length > 0 && third.code.length > 0);
        VM.assertEq(hub.rosterOf(poolId).seats, SEATED);
        VM.assertEq(EctHubExtension(second).rosterOf(poolId).seats, 0);
        VM.assertEq(token.balanceOf(second) + token.balanceOf(third), 0);
        Deal memory deal = _matchDefault();
        VM.expectRevert();
        EctHubRemedies(third).decline(deal, 0);
    }

    function test_An_extension_without_remedies_is_refused() public {
        bytes memory code = bytes.concat(VM.getCode("EctHubExtension"), abi.encode(pools, address(0)));
        address deployed;
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        VM.assertEq(deployed, address(0));
    }

    /// @dev Without 0: token, 1: apps, 2: datasets, 3: pools, 4: extension.
    function _create(uint256 without, Category[] memory categories) private returns (address) {
        address[4] memory parts = [address(token), address(apps), address(datasets), address(pools)];
        if (without < 4) parts[without] = address(0);
        address extension = without == 4
            ? stranger.at
            : _deploy("EctHubExtension", abi.encode(parts[3], _deploy("EctHubRemedies", "")));
        return _deploy("EctHub", abi.encode(parts[0], parts[1], parts[2], categories, extension));
    }

    function _refused(uint256 without, Category[] memory categories, bytes memory error) private {
        try this.create(without, categories) {
            VM.assertTrue(false, "the hub was deployed");
        } catch (bytes memory reason) {
            VM.assertEq(reason, error);
        }
    }

    function create(uint256 without, Category[] calldata categories) external returns (address) {
        return _create(without, categories);
    }

    function test_A_hub_without_token_or_registry_is_refused() public {
        for (uint256 without = 0; without < 4; ++without) {
            _refused(without, _categories(), abi.encodeWithSelector(ILedger.ZeroAddress.selector));
        }
        VM.assertTrue(_create(5, _categories()).code.length > 0);
    }

    function test_An_extension_without_code_is_refused() public {
        _refused(4, _categories(), "");
    }

    function test_A_hub_without_categories_or_with_one_of_no_time_is_refused() public {
        _refused(5, new Category[](0), abi.encodeWithSelector(IExchange.InvalidCategory.selector, 0));
        Category[] memory categories = _categories();
        categories[1].duration = 0;
        _refused(5, categories, abi.encodeWithSelector(IExchange.InvalidCategory.selector, 1));
    }

    function test_A_token_with_too_large_a_supply_is_refused() public {
        token = EctToken(address(new Plenty()));
        _refused(
            5, _categories(), abi.encodeWithSelector(ILedger.AmountTooLarge.selector, uint256(type(uint96).max) + 1)
        );
    }

    function test_The_hub_takes_no_ether() public {
        (bool taken,) = address(hub).call{value: 1}("");
        VM.assertFalse(taken);
        (taken,) = address(hub).call(abi.encodeWithSignature("noSuchFunction()"));
        VM.assertFalse(taken);
    }
}
