// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title The token that pays for everything. Its supply is fixed at birth and nobody owns it.
contract EctToken is ERC20, ERC20Permit, ERC20Votes {
    /// @notice The hub keeps balances in 96 bits, so no more than that may ever exist.
    error SupplyTooLarge(uint256 supply, uint256 max);

    /// @param holder Receives the whole supply.
    /// @param supply In units of 10^-18 token, at most type(uint96).max.
    constructor(address holder, uint256 supply)
        ERC20("Edge Computing Token", "ECT")
        ERC20Permit("Edge Computing Token")
    {
        if (supply > type(uint96).max) {
            revert SupplyTooLarge(supply, type(uint96).max);
        }
        _mint(holder, supply);
    }

    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
