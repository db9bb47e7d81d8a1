// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEscrow} from "../../src/interfaces/IEscrow.sol";

/// @notice Keeps one unit of every transfer.
contract FeeToken is ERC20("Fee", "FEE") {
    constructor() {
        _mint(msg.sender, 1000);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from != address(0) && to != address(0)) super._update(to, address(0), 1);
    }
}

/// @notice Withdraws once more while it is being withdrawn, and says whether the guard stopped it.
contract ReentrantToken is ERC20("Reentrant", "RE") {
    error Blocked();

    IEscrow private _hub;

    constructor() {
        _mint(msg.sender, 1000);
    }

    function attack(IEscrow hub) external {
        _hub = hub;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (address(_hub) == address(0)) return;
        try _hub.withdraw(1) {}
        catch (bytes memory reason) {
            if (bytes4(reason) == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector) revert Blocked();
        }
    }
}
