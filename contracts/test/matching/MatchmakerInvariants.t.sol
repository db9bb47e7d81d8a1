// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {MatchmakerHandler} from "./MatchmakerHandler.sol";

/// @notice Whatever owners and strangers do and in whatever order: the walk stays whole, words are their owners', and what is found
/// is the best of what can be bought.
contract MatchmakerInvariantsTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    MatchmakerHandler private _handler;

    function setUp() public {
        _handler = new MatchmakerHandler();
        _handler.setUp();
    }

    function invariant_Words_walk_and_findings_are_what_the_model_says() public view {
        _handler.check();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Names repeat what should happen more often.
    function targetSelectors() public view returns (FuzzSelector[] memory selectors) {
        bytes4[11] memory all = [
            MatchmakerHandler.describe.selector,
            MatchmakerHandler.describe.selector,
            MatchmakerHandler.describe.selector,
            MatchmakerHandler.sell.selector,
            MatchmakerHandler.offer.selector,
            MatchmakerHandler.offer.selector,
            MatchmakerHandler.cancel.selector,
            MatchmakerHandler.withdraw.selector,
            MatchmakerHandler.deposit.selector,
            MatchmakerHandler.wait.selector,
            MatchmakerHandler.forget.selector
        ];
        selectors = new FuzzSelector[](1);
        selectors[0].addr = address(_handler);
        selectors[0].selectors = new bytes4[](all.length);
        for (uint256 i = 0; i < all.length; ++i) {
            selectors[0].selectors[i] = all[i];
        }
    }
}
